import type { SampleSpan } from '../contracts/voice-sample.js';

/** A stretch of one speaker, and how it sounds. Levels in dB. */
export interface HeardSpan extends SampleSpan {
  /** Level of its speech, in dBFS. */
  readonly speechDb: number;
  /** Its speech against its quietest moments. */
  readonly contrastDb: number;
  /** Share of samples at full scale. */
  readonly clippedShare: number;
}

export interface ChosenSample {
  /** In the order of the source; none where there is too little. */
  readonly spans: readonly HeardSpan[];
  /** Why there is none. */
  readonly reason?: string;
}

/** What models of voices listen to at most, in ms; more would be cut off. */
const WANTED_MS = 10_000;
/** With less than this a model guesses a voice rather than hears it, in ms. */
const LEAST_MS = 5000;
/** A remainder shorter than this is not worth a joint, in ms. */
const LEAST_REST_MS = 1000;
/** Fainter speech is mostly noise by the time it is made louder, in dBFS. */
const FAINTEST_DB = -50;
/** Speech this much fainter than the speaker's loudest is turned away or far off. */
const BELOW_LOUDEST_DB = 15;
const MOST_CLIPPED = 0.001;
/** Contrast that counts as silence between the words; more is no better. */
const CLEAN_DB = 30;

/**
 * The cleanest several seconds of a speaker: loud enough, not clipped, over a quiet background, in as few and long
 * stretches as there are.
 */
export function chooseSample(heard: readonly HeardSpan[]): ChosenSample {
  const loudest = heard.reduce((most, { speechDb }) => Math.max(most, speechDb), FAINTEST_DB);
  const usable = heard
    .filter(({ speechDb }) => speechDb >= Math.max(FAINTEST_DB, loudest - BELOW_LOUDEST_DB))
    .filter(({ clippedShare }) => clippedShare <= MOST_CLIPPED)
    .sort((a, b) => worthOf(b) - worthOf(a) || a.startMs - b.startMs);
  const spans: HeardSpan[] = [];
  let totalMs = 0;
  for (const span of usable) {
    const restMs = WANTED_MS - totalMs;
    if (restMs < LEAST_REST_MS) break;
    const endMs = Math.min(span.endMs, span.startMs + restMs);
    spans.push({ ...span, endMs });
    totalMs += endMs - span.startMs;
  }
  if (totalMs < LEAST_MS) return { spans: [], reason: tooLittle(totalMs) };
  return { spans: spans.sort((a, b) => a.startMs - b.startMs) };
}

/** Cleanness and length weigh the same. */
function worthOf({ startMs, endMs, contrastDb }: HeardSpan): number {
  return Math.min(1, contrastDb / CLEAN_DB) + Math.min(1, (endMs - startMs) / WANTED_MS);
}

function tooLittle(ms: number): string {
  return `Only ${(ms / 1000).toFixed(1)} s of clear speech of this speaker alone were found; ${LEAST_MS / 1000} s are needed.`;
}
