import { describe, expect, it } from 'vitest';
import { createSwiftF0Tracker } from '../../../../gpu-container/src/engines/swift-f0/create-swift-f0-tracker.js';
import type { PitchTrack } from '../../../../pipeline/ports/pitch-tracker.js';
import { trackPitch } from '../../../../pipeline/sound/track-pitch.js';
import { samplePath } from '../../../samples/sample-path.js';
import { decodeSound } from './decode-sample.js';
import { sampleNeural } from './sample-neural.js';

const RATE = 16_000;
const deps = await sampleNeural('swift-f0');
const jfk = samplePath('samples/speech/jfk.wav') ?? '';

/** A voice-like sound (twenty harmonics through two formants) whose pitch glides, with noise at `snrDb`. */
const glide = (fromHz: number, toHz: number, snrDb: number): Float32Array => {
  const length = 3 * RATE;
  const samples = new Float32Array(length);
  let phase = 0;
  for (let at = 0; at < length; at++) {
    const hz = fromHz + ((toHz - fromHz) * at) / length;
    phase += (2 * Math.PI * hz) / RATE;
    let sum = 0;
    for (let harmonic = 1; harmonic <= 20 && harmonic * hz < RATE / 2; harmonic++) {
      const formants = 1 / (1 + ((harmonic * hz - 600) / 300) ** 2) + 0.5 / (1 + ((harmonic * hz - 1700) / 400) ** 2);
      sum += (formants + 0.1 / harmonic) * Math.sin(harmonic * phase);
    }
    samples[at] = 0.1 * sum;
  }
  const power = samples.reduce((sum, x) => sum + x * x, 0) / length;
  let state = 3;
  return samples.map((x) => {
    state = (state * 48_271) % 2_147_483_647;
    return x + Math.sqrt(3 * power) * 10 ** (-snrDb / 20) * (state / 1_073_741_823.5 - 1);
  });
};

/** Share of voiced frames within half a semitone of the truth, and of all frames that are voiced. */
const judge = (pitches: Float64Array, timeMs: (frame: number) => number, truth: (ms: number) => number) => {
  const voiced = Array.from(pitches.keys()).filter((frame) => (pitches[frame] ?? 0) > 0);
  const right = voiced.filter((frame) => Math.abs(12 * Math.log2((pitches[frame] ?? 1) / truth(timeMs(frame)))) < 0.5);
  return { right: right.length / Math.max(1, voiced.length), voiced: voiced.length / pitches.length };
};

describe.skipIf(deps === undefined)('SwiftF0', () => {
  const tracker = deps === undefined ? undefined : createSwiftF0Tracker(deps);
  const track = async (samples: Float32Array): Promise<PitchTrack> => {
    if (tracker === undefined) throw new Error('no weights');
    return tracker.track({ samples });
  };

  it('hears the same in sound that comes in pieces of any length, longer than one run', async () => {
    if (tracker === undefined) return;
    const once = decodeSound(jfk, RATE);
    const samples = new Float32Array(4 * once.length);
    for (let time = 0; time < 4; time++) samples.set(once, time * once.length);
    const pieces = async function* () {
      for (let from = 0, length = 700; from < samples.length; from += length, length = (length * 7) % 100_003) {
        yield samples.subarray(from, from + length);
      }
    };

    const whole = await track(samples);
    const pieced = await tracker.track({ samples: pieces() });

    expect(pieced.pitchHz.length).toBe(Math.floor(samples.length / 256));
    expect(whole.pitchHz.length).toBe(pieced.pitchHz.length);
    const apart = whole.pitchHz.map((hz, at) => Math.abs(hz - (pieced.pitchHz[at] ?? -1)));
    expect(Math.max(...apart)).toBeLessThan(0.1);
  });

  it('gives what its author’s program gives on real speech', async () => {
    const { pitchHz, confidence, hopMs, firstMs } = await track(decodeSound(jfk));

    expect([pitchHz.length, hopMs, firstMs]).toEqual([687, 16, 7.96875]);
    expect(pitchHz.filter((hz) => hz > 0).length).toBe(189);
    const published = [
      [28, 230.0],
      [100, 253.33],
      [261, 276.11],
      [407, 232.06],
      [592, 202.51],
    ] as const;
    for (const [frame, hz] of published) expect(pitchHz[frame]).toBeCloseTo(hz, 1);
    expect(confidence[100]).toBeCloseTo(0.9959, 3);
  });

  it.each([
    [85, 140],
    [180, 260],
    [230, 390],
  ])('follows a glide from %i to %i Hz, in noise better than the embedded tracker', async (fromHz, toHz) => {
    const truth = (ms: number): number => fromHz + ((toHz - fromHz) * ms) / 3000;
    for (const snrDb of [40, 5]) {
      const samples = glide(fromHz, toHz, snrDb);
      const neural = await track(samples);

      const judged = judge(neural.pitchHz, (frame) => neural.firstMs + frame * neural.hopMs, truth);
      const embedded = judge(
        trackPitch({ samples, sampleRateHz: RATE }),
        (frame) => frame * 20 + 17 + 500 / fromHz,
        truth,
      );

      expect(judged.right).toBeGreaterThan(0.97);
      expect(judged.voiced).toBeGreaterThan(0.6);
      if (snrDb === 5) expect(judged.voiced).toBeGreaterThanOrEqual(embedded.voiced);
    }
  });

  it('gives the same whether a seam of its runs falls into the sound or not', async () => {
    const speech = decodeSound(jfk);
    // 2000 frames are run at once: the copy that begins at 1800 is cut in two
    const shift = 1800 * 256;
    const late = new Float32Array(shift + speech.length);
    late.set(speech, shift);

    const alone = await track(speech);
    const seamed = await track(late);

    for (let frame = 40; frame < 640; frame++) {
      expect(seamed.pitchHz[frame + 1800]).toBeCloseTo(alone.pitchHz[frame] ?? 0, 1);
    }
  });

  it('hears no pitch in silence', async () => {
    const { pitchHz } = await track(new Float32Array(2 * RATE));

    expect(pitchHz.every((hz) => hz === 0)).toBe(true);
  });
});
