import { describe, expect, it } from 'vitest';
import { createBlazefaceDetector } from '../../../../gpu-container/src/engines/mediapipe-faces/create-blazeface-detector.js';
import { createUltrafaceDetector } from '../../../../gpu-container/src/engines/ultraface/create-ultraface-detector.js';
import { createYunetDetector } from '../../../../gpu-container/src/engines/yunet/create-yunet-detector.js';
import { overlap } from '../../../../gpu-container/src/vision/overlap.js';
import type { FaceDetector } from '../../../../pipeline/ports/face-detector.js';
import { samplePath } from '../../../samples/sample-path.js';
import { decodePictures } from './decode-sample.js';
import { sampleNeural } from './sample-neural.js';

const deps = await sampleNeural(
  'yunet-2023-dynamic',
  'ultraface-rfb-320',
  'ultraface-slim-320',
  'blazeface-short-range',
  'blazeface-full-range',
);
const still = (name: string, width: number, height: number) => {
  const [picture] = decodePictures({ path: samplePath(name) ?? '', width, height });
  if (picture === undefined) throw new Error(`${name} holds no picture`);
  return picture;
};
const portrait = () => still('samples/face/LivePortrait__s12.jpg', 375, 500);
const painting = () => still('samples/face/LivePortrait__s9.jpg', 360, 640);
/** What OpenCV's FaceDetectorYN finds in the portrait with the same weights. */
const PORTRAIT_FACE = { left: 123.674, top: 93.526, width: 131.13, height: 172.931 };
const PAINTING_FACE = { left: 132.539, top: 90.926, width: 102.411, height: 137.476 };

describe.skipIf(deps === undefined)('YuNet', () => {
  const detector = deps === undefined ? undefined : createYunetDetector(deps);

  it('finds the face OpenCV finds, to a pixel', async () => {
    const faces = (await detector?.detect(portrait())) ?? [];

    expect(faces.length).toBe(1);
    const [face] = faces;
    expect(face?.score).toBeCloseTo(0.938, 2);
    for (const [name, value] of Object.entries(PORTRAIT_FACE)) {
      expect(Math.abs((face?.box[name as keyof typeof PORTRAIT_FACE] ?? 0) - value)).toBeLessThan(1);
    }
    const points = [
      ['rightEye', 150.506, 161.508],
      ['leftEye', 210.466, 159.313],
      ['nose', 176.013, 196.379],
      ['mouthRight', 157.637, 222.99],
      ['mouthLeft', 209.409, 221.42],
    ] as const;
    for (const [name, x, y] of points) {
      expect(Math.hypot((face?.points?.[name].x ?? 0) - x, (face?.points?.[name].y ?? 0) - y)).toBeLessThan(1);
    }
  });

  it('answers in pixels of the picture, however large it is', async () => {
    const large = still('samples/face/LivePortrait__s9.jpg', 1440, 2560);

    const [face] = (await detector?.detect(large)) ?? [];

    expect((face?.box.left ?? 0) / 4).toBeCloseTo(PAINTING_FACE.left, -1);
    expect((face?.box.height ?? 0) / 4).toBeCloseTo(PAINTING_FACE.height, -1);
  });

  it('finds two faces and no third in a picture of two people, one of them in profile', async () => {
    const couple = still('samples/face/immich__portrait-orientation-6.jpg', 840, 700);

    const faces = (await detector?.detect(couple)) ?? [];

    // OpenCV: 0.926 and 0.878
    expect(faces.map(({ score }) => Math.round(score * 20) / 20)).toEqual([0.95, 0.9]);
  });

  it('finds nobody in noise and in a flat picture', async () => {
    const width = 320;
    const height = 240;
    const noise = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 2_654_435_761) >>> 24);
    for (const data of [noise, new Uint8Array(width * height * 3).fill(128)]) {
      expect(await detector?.detect({ width, height, data })).toEqual([]);
    }
  });
});

describe.skipIf(deps === undefined)('the other detectors', () => {
  const others: ReadonlyArray<readonly [string, FaceDetector, number]> =
    deps === undefined
      ? []
      : [
          ['ultraface rfb', createUltrafaceDetector(deps, 'rfb'), 0.7],
          ['ultraface slim', createUltrafaceDetector(deps, 'slim'), 0.7],
          // BlazeFace boxes are square and leave the forehead out
          ['blazeface short-range', createBlazefaceDetector(deps, 'short-range'), 0.5],
          ['blazeface full-range', createBlazefaceDetector(deps, 'full-range'), 0.5],
        ];

  it.each(others)('%s finds the one face where OpenCV finds it', async (_name, detector, minOverlap) => {
    for (const [picture, expected] of [
      [portrait(), PORTRAIT_FACE],
      [painting(), PAINTING_FACE],
    ] as const) {
      const faces = await detector.detect(picture);

      expect(faces.length).toBe(1);
      expect(overlap(faces[0]?.box ?? { left: 0, top: 0, width: 0, height: 0 }, expected)).toBeGreaterThan(minOverlap);
    }
  });

  it('place the eyes where YuNet places them, to two pixels of what they look at', async () => {
    if (deps === undefined) return;
    const picture = portrait();
    const [sure] = await createYunetDetector(deps).detect(picture);
    for (const [kind, size] of [
      ['short-range', 128],
      ['full-range', 192],
    ] as const) {
      const [face] = await createBlazefaceDetector(deps, kind).detect(picture);
      for (const eye of ['rightEye', 'leftEye'] as const) {
        const offset = Math.hypot(
          (face?.points?.[eye].x ?? 0) - (sure?.points?.[eye].x ?? 0),
          (face?.points?.[eye].y ?? 0) - (sure?.points?.[eye].y ?? 0),
        );
        expect(offset).toBeLessThan((2 * 500) / size);
      }
    }
  });
});
