import { ENVELOPE_STEP_MS } from './create-power-envelope.js';
import { speechLevel } from './speech-level.js';
import type { TimeSpan } from './time-span.js';

export interface SpanLevelParams {
  /** Power envelope of the whole programme. */
  readonly powers: Float64Array;
  readonly span: TimeSpan;
  /** Power of the background under the speech, taken off before measuring; 0 for clean dialogue. */
  readonly backgroundPower: number;
}

/** At least this share of the measured power counts as speech, however loud the background is. */
const LEAST_SPEECH_SHARE = 0.1;

/** Loudness in LUFS of the speech inside a span of a programme. */
export function spanLevel({ powers, span, backgroundPower }: SpanLevelParams): number {
  const from = Math.max(0, Math.floor(span.startMs / ENVELOPE_STEP_MS));
  const to = Math.min(powers.length, Math.ceil(span.endMs / ENVELOPE_STEP_MS));
  const inside = powers.slice(from, Math.max(from, to));
  return speechLevel(inside.map((power) => Math.max(power - backgroundPower, LEAST_SPEECH_SHARE * power)));
}
