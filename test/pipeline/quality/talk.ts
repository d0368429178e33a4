/** A mouth and the sound it makes, both from one random movement: what the score must find in real clips. */
export interface Talk {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly timesMs: readonly number[];
  /** Height and width of the mouth per frame, with the tremble of a tracker. */
  readonly shapes: ReadonlyArray<readonly number[]>;
}

export interface MakeTalkParams {
  readonly seed: number;
  readonly seconds: number;
  /** By how much the sound comes after the picture. */
  readonly soundLateMs?: number;
}

const SAMPLE_RATE_HZ = 16_000;
const FRAME_MS = 40;
const SYLLABLE_MS = 180;

/** Numbers from 0 up to 1, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Speaks at random: each syllable has an opening and a width, between which the mouth glides. */
export function makeTalk({ seed, seconds, soundLateMs = 0 }: MakeTalkParams): Talk {
  const random = createRandom(seed);
  const syllables = Array.from({ length: Math.ceil((seconds * 1000) / SYLLABLE_MS) + 3 }, () => [random(), random()]);
  const mouthAt = (ms: number, axis: 0 | 1): number => {
    const at = Math.max(0, ms) / SYLLABLE_MS;
    const [now, next] = [syllables[Math.floor(at)]?.[axis] ?? 0, syllables[Math.floor(at) + 1]?.[axis] ?? 0];
    const share = 0.5 - 0.5 * Math.cos(Math.PI * (at % 1));
    return now + (next - now) * share;
  };
  const samples = new Float32Array(seconds * SAMPLE_RATE_HZ);
  let [phase, bright] = [0, 0];
  for (let at = 0; at < samples.length; at++) {
    const ms = (at * 1000) / SAMPLE_RATE_HZ - soundLateMs;
    phase += (2 * Math.PI * (500 + 1500 * mouthAt(ms, 1))) / SAMPLE_RATE_HZ; // a wider mouth sounds brighter
    bright = 0.7 * bright + 0.3 * (random() - 0.5);
    samples[at] = (0.05 + 0.4 * mouthAt(ms, 0)) * (0.6 * Math.sin(phase) + bright);
  }
  const timesMs = Array.from({ length: (seconds * 1000) / FRAME_MS }, (_, frame) => frame * FRAME_MS);
  const tremble = (): number => 0.15 * (random() - 0.5);
  const shapes = timesMs.map((ms) => [
    mouthAt(ms + FRAME_MS / 2, 0) + tremble(),
    mouthAt(ms + FRAME_MS / 2, 1) + tremble(),
  ]);
  return { samples, sampleRateHz: SAMPLE_RATE_HZ, timesMs, shapes };
}
