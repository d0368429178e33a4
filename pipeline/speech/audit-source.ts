import type { Transcript } from '../contracts/transcript.js';
import type { WeighedFinding } from './weighed-finding.js';

/** Mean word confidence below which a recogniser has likely guessed. */
const unsureBelow = 0.4;
/** Most that doubt about the original's words takes from a segment: recognisers' confidences are weak evidence. */
const greatestDoubt = 0.4;

/** Segments whose original words a recogniser was unsure of: a dub of misheard words is well made and wrong. */
export function auditSource({ segments }: Transcript): ReadonlyMap<string, readonly WeighedFinding[]> {
  const findings = new Map<string, readonly WeighedFinding[]>();
  for (const { id, words } of segments) {
    const known = words.map((word) => word.confidence).filter((confidence) => confidence !== undefined);
    if (known.length === 0) continue;
    const mean = known.reduce((sum, confidence) => sum + confidence, 0) / known.length;
    if (mean >= unsureBelow) continue;
    const percent = Math.round(mean * 100);
    const message = `The recogniser was unsure of the original's words (${percent} %); compare the transcript.`;
    findings.set(id, [{ kind: 'unsure-source', message, doubt: greatestDoubt * (1 - mean / unsureBelow) }]);
  }
  return findings;
}
