import type { Segment } from '../../pipeline/contracts/transcript.js';
import type { SpeechToFit } from '../../pipeline/timing/fit-speech-params.js';
import type { TimingCase } from './timing-case.js';

interface Shape {
  readonly name: string;
  readonly lines: number;
  /** Ranges from which each line is drawn; lengths and gaps in ms, expansion = dub length / original length. */
  readonly length: readonly [number, number];
  readonly gap: readonly [number, number];
  readonly expansion: readonly [number, number];
  /** Every so many lines a new scene begins after a silence of some seconds; 0 = one endless scene. */
  readonly sceneEvery: number;
}

const SHAPES: readonly Shape[] = [
  { name: 'dense speech', lines: 200, length: [1500, 4500], gap: [0, 150], expansion: [0.85, 1.25], sceneEvery: 25 },
  {
    name: 'German-like ×1.4',
    lines: 200,
    length: [1200, 4000],
    gap: [150, 900],
    expansion: [1.25, 1.55],
    sceneEvery: 12,
  },
  { name: 'one-word lines', lines: 200, length: [250, 650], gap: [300, 2000], expansion: [0.6, 2.4], sceneEvery: 20 },
  { name: 'no pauses', lines: 200, length: [1500, 5000], gap: [0, 0], expansion: [0.95, 1.3], sceneEvery: 0 },
  { name: 'no pauses, ×1.4', lines: 200, length: [1500, 5000], gap: [0, 0], expansion: [1.4, 1.4], sceneEvery: 0 },
  { name: 'short dub', lines: 200, length: [1500, 5000], gap: [100, 1200], expansion: [0.55, 0.95], sceneEvery: 15 },
  { name: 'conversation', lines: 200, length: [600, 4500], gap: [50, 1400], expansion: [0.8, 1.35], sceneEvery: 15 },
];

/** Made-up originals and dubs that are hard to fit; always the same, because the random numbers are seeded. */
export function worstCases(): readonly TimingCase[] {
  return SHAPES.map((shape, index) => buildCase(shape, 17 + index));
}

/** Two hours of film with 1,900 lines, for measuring how long a fit takes. */
export function filmCase(): TimingCase {
  return buildCase(
    { name: '2 h film', lines: 1900, length: [700, 5000], gap: [50, 1200], expansion: [0.85, 1.4], sceneEvery: 18 },
    7,
  );
}

function buildCase(shape: Shape, seed: number): TimingCase {
  const random = seededRandom(seed);
  const draw = ([least, most]: readonly [number, number]) => Math.round(least + random() * (most - least));
  const segments: Segment[] = [];
  const speech: SpeechToFit[] = [];
  let clockMs = 800;
  for (let index = 0; index < shape.lines; index += 1) {
    const lengthMs = draw(shape.length);
    const id = `line-${String(index + 1).padStart(4, '0')}`;
    segments.push({ id, startMs: clockMs, endMs: clockMs + lengthMs, text: id, words: [] });
    const [least, most] = shape.expansion;
    speech.push({ id, durationMs: Math.round(lengthMs * (least + random() * (most - least))) });
    const endsScene = shape.sceneEvery > 0 && (index + 1) % shape.sceneEvery === 0;
    clockMs += lengthMs + draw(shape.gap) + (endsScene ? 2500 + Math.round(random() * 4000) : 0);
  }
  const videoDurationMs = (segments.at(-1)?.endMs ?? 0) + 400;
  return { name: shape.name, transcript: { language: 'en', segments }, speech, videoDurationMs };
}

/** Mulberry32: small, seeded, good enough to draw lines with. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
