import type { Segment, Transcript } from '../contracts/transcript.js';
import type { Finding } from '../contracts/verification.js';
import type { WeighedFinding } from './weighed-finding.js';

/**
 * Mean word confidence from which a transcript can be trusted, and below which it is as good as guessed. Measured on
 * pocketsphinx: 0.75–0.87 where 5–7 % of the words were wrong, 0.35–0.54 where 18–36 % were, 0.14–0.33 where nearly
 * all were (other languages, film sound, a telephone).
 */
const TRUSTED_FROM = 0.55;
const GUESSED_BELOW = 0.25;
/** What being guessed takes from a segment: it may sound as good as it likes. */
const GREATEST_DOUBT = 0.8;
/** One word's confidence says little: every segment counts as many words more of the transcript's usual confidence. */
const PRIOR_WORDS = 5;

/** What the recogniser's own doubts say of the transcript. */
export interface AuditedSource {
  /** By segment id. */
  readonly segments: ReadonlyMap<string, readonly WeighedFinding[]>;
  /** About all of it. */
  readonly programme: readonly Finding[];
}

/** Segments whose original words a recogniser was unsure of: a dub of misheard words is well made and wrong. */
export function auditSource({ segments }: Transcript): AuditedSource {
  const all = ratings(segments);
  if (all.length === 0) return { segments: new Map(), programme: [] };
  const usual = mean(all);
  const findings = new Map<string, readonly WeighedFinding[]>();
  for (const segment of segments) {
    const own = ratings([segment]);
    const confidence = (own.reduce((sum, each) => sum + each, 0) + PRIOR_WORDS * usual) / (own.length + PRIOR_WORDS);
    const doubt = doubtOf(confidence);
    if (own.length > 0 && doubt > 0)
      findings.set(segment.id, [{ kind: 'unsure-source', message: tell(confidence), doubt }]);
  }
  const message = `Most of what is said was likely misheard (${percent(usual)}). Bring a transcript, or name another recogniser.`;
  const isLost = doubtOf(usual) >= GREATEST_DOUBT / 2;
  return { segments: findings, programme: isLost ? [{ kind: 'unsure-source', message }] : [] };
}

const tell = (confidence: number): string =>
  `The recogniser was unsure of the original's words (${percent(confidence)}); compare the transcript.`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

const ratings = (segments: readonly Segment[]): readonly number[] =>
  segments.flatMap(({ words }) => words.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence])));

function doubtOf(confidence: number): number {
  const share = (TRUSTED_FROM - confidence) / (TRUSTED_FROM - GUESSED_BELOW);
  return GREATEST_DOUBT * Math.min(1, Math.max(0, share));
}
