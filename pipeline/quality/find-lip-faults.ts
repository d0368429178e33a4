import type { LipFinding, LipVerification, VerifiedMouth } from '../contracts/lip-verification.js';

/** Lips that accelerate this much more than the source's are seen to tremble. */
const MOST_JITTER_RATIO = 1.6;
/** Two pictures of one person have more than this in the identity model. */
const LEAST_IDENTITY = 0.8;
/** A rendered mouth may score this much less than the old one before it is told. */
const WEAKER = 0.05;

/** What people should know of a dub's mouths, in words. */
export function findLipFaults(verification: Omit<LipVerification, 'findings'>): readonly LipFinding[] {
  const { proof, outsideMaskMaxDifference: outside } = verification;
  const findings = verification.mouths.flatMap(judgeMouth);
  if (outside > 0) {
    const message = `Samples outside the mask differ from the source by up to ${outside}.`;
    findings.push({ kind: 'outside-touched', message });
  }
  if (proof !== undefined && proof.packets !== proof.sourcePackets) {
    const message = `The picture has ${proof.packets} packets, its source ${proof.sourcePackets}.`;
    findings.push({ kind: 'packets-missing', message });
  }
  if (proof !== undefined && proof.largestTimeDifferenceMs >= 1) {
    const message = `Pictures are shown up to ${proof.largestTimeDifferenceMs} ms away from their time.`;
    findings.push({ kind: 'times-moved', message });
  }
  return findings;
}

function judgeMouth({ person, before, after, jitterRatio, identitySimilarity }: VerifiedMouth): LipFinding[] {
  const findings: LipFinding[] = [];
  const add = (kind: LipFinding['kind'], message: string): void => void findings.push({ kind, person, message });
  if (after.verdict === 'unknown') {
    add('sync-unknown', `Whether the lips go with the dub cannot be told from ${after.speechMs / 1000} s of speech.`);
  }
  if (after.verdict === 'out-of-sync') {
    add(
      'lips-late',
      `The dub fits the lips best ${Math.abs(after.offsetMs)} ms ${after.offsetMs > 0 ? 'earlier' : 'later'}.`,
    );
  }
  if (after.correlation < before.correlation - WEAKER) {
    add(
      'sync-weaker',
      `The lips follow the dub less (${after.correlation}) than the untouched ones did (${before.correlation}).`,
    );
  }
  if (jitterRatio !== undefined && jitterRatio > MOST_JITTER_RATIO) {
    add('jitter', `The lips move ${jitterRatio} times as abruptly as in the source.`);
  }
  if (identitySimilarity !== undefined && identitySimilarity < LEAST_IDENTITY) {
    add('identity-changed', `The face is only ${identitySimilarity} like the one it was.`);
  }
  return findings;
}
