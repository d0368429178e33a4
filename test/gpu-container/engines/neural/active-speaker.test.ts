import { describe, expect, it } from 'vitest';
import { createLightAsd } from '../../../../gpu-container/src/engines/light-asd/create-light-asd.js';
import { speechCepstra } from '../../../../gpu-container/src/engines/light-asd/speech-cepstra.js';
import { createYunetDetector } from '../../../../gpu-container/src/engines/yunet/create-yunet-detector.js';
import type { NeuralDeps } from '../../../../gpu-container/src/neural/open-model.js';
import type { SpeakerCrop } from '../../../../pipeline/ports/active-speaker.js';
import { samplePath } from '../../../samples/sample-path.js';
import { decodePictures, decodeSound } from './decode-sample.js';
import { sampleNeural } from './sample-neural.js';

const deps = await sampleNeural('yunet-2023-dynamic', 'light-asd-ava');
const signal = new AbortController().signal;
const SAMPLES_PER_FRAME = 640;
const mean = (scores: Float32Array): number => scores.reduce((sum, x) => sum + x, 0) / scores.length;

interface Talk {
  readonly samples: Float32Array;
  readonly crops: readonly SpeakerCrop[];
}

const watch = async (neural: NeuralDeps, name: string, width: number, height: number): Promise<Talk> => {
  const path = samplePath(`samples/talk/${name}`) ?? '';
  const detector = createYunetDetector(neural, { longestSide: 320, minScore: 0.6 });
  const { cropFace } = createLightAsd(neural);
  const crops: SpeakerCrop[] = [];
  let box = { left: 0, top: 0, width: 1, height: 1 };
  for (const [at, picture] of decodePictures({ path, width, height, rateHz: 25 }).entries()) {
    if (at % 10 === 0) box = (await detector.detect(picture))[0]?.box ?? box;
    crops.push(cropFace(picture, box));
  }
  return { samples: decodeSound(path).slice(0, crops.length * SAMPLES_PER_FRAME), crops };
};

/** The sound later by some seconds, its end in front. */
const rolled = (samples: Float32Array, seconds: number): Float32Array =>
  samples.map((_, at) => samples[(at + Math.round(seconds * 16_000) + samples.length) % samples.length] ?? 0);

describe('speech cepstra', () => {
  it.skipIf(deps === undefined)('are those of python_speech_features', () => {
    const rows = speechCepstra(decodeSound(samplePath('samples/speech/jfk.wav') ?? ''));

    expect(rows.length).toBe(1099 * 13);
    const published = [
      18.255904825, 17.01294186, -31.546749698, 1.362206702, -18.115597643, -8.625701879, 17.640148256, -16.05320186,
      -10.535776321, -14.030950023, -19.281342658, -4.302113188, -16.87619047,
    ];
    published.forEach((value, order) => {
      expect(rows[1300 + order]).toBeCloseTo(value, 4);
    });
    expect(rows[0]).toBeCloseTo(-36.043653389, 4);
  });
});

describe.skipIf(deps === undefined)('Light-ASD', () => {
  it('scores the real sound above the same sound moved, and silence far below', async () => {
    if (deps === undefined) return;
    const speaker = createLightAsd(deps);
    const { samples, crops } = await watch(deps, 'LipNet__id2_vcd_swwp2s.mpg', 360, 288);

    const real = mean(await speaker.score({ samples, crops, signal }));

    for (const seconds of [0.4, 0.8, 1.2, -0.8]) {
      const moved = mean(await speaker.score({ samples: rolled(samples, seconds), crops, signal }));
      expect(moved).toBeLessThan(real - 0.2);
    }
    const silent = mean(await speaker.score({ samples: new Float32Array(samples.length), crops, signal }));
    expect(silent).toBeLessThan(real - 2);
  });

  it('says when a person speaks and when he pauses', async () => {
    if (deps === undefined) return;
    const { samples, crops } = await watch(deps, 'open-dubbing__englishvideo.mp4', 540, 360);

    const scores = await createLightAsd(deps).score({ samples, crops, signal });

    // the sample's own list of utterances: 1.26–3.95, 5.25–6.63 and 7.61–8.69 s, to half a second
    const between = (from: number, to: number): number => mean(scores.slice(from * 25, to * 25));
    for (const [from, to] of [
      [1.7, 3.5],
      [5.5, 6.4],
      [7.9, 8.5],
    ] as const) {
      expect(between(from, to)).toBeGreaterThan(0);
    }
    for (const [from, to] of [
      [0, 0.9],
      [4.3, 4.9],
      [9.2, 10],
    ] as const) {
      expect(between(from, to)).toBeLessThan(-1.5);
    }
  });

  it('ends with the shorter of sound and picture, and gives nothing for nothing', async () => {
    if (deps === undefined) return;
    const speaker = createLightAsd(deps);
    const crops = Array.from({ length: 50 }, () => ({ data: new Uint8Array(112 * 112).fill(90) }));
    const second = new Float32Array(16_000).fill(0.001);

    expect((await speaker.score({ samples: second, crops, signal })).length).toBeLessThanOrEqual(25);
    expect((await speaker.score({ samples: second, crops: [], signal })).length).toBe(0);
  });
});
