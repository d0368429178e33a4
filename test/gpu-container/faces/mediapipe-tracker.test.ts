import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { landmarkSet } from '../../../pipeline/faces/landmark-set.js';
import { samplePath } from '../../samples/sample-path.js';
import { sampleNeural } from '../engines/neural/sample-neural.js';
import { buildKernel } from '../lip-sync/build-kernel.js';
import { createFaceWorld, type FaceWorld, type TrackedSource } from './face-world.js';

const studio = samplePath('samples/talk/LipNet__id2_vcd_swwp2s.mpg');
const { groups, named, points } = landmarkSet;
const VALUES = points.length * 2;

let world: FaceWorld;
beforeAll(async () => {
  buildKernel();
  world = await createFaceWorld();
});
afterAll(() => world.dispose());

async function onlyTrack({ parts: [part] }: TrackedSource) {
  const [track] = part?.faces.tracks ?? [];
  if (part === undefined || track === undefined) throw new Error('no face was found');
  return { track, landmarks: await part.landmarks.read({ track }) };
}

const opening = (frames: Float32Array, frame: number): number => {
  const at = (slot: number) => frames[frame * VALUES + 2 * slot + 1] ?? 0;
  return at(named.lowerLipTop) - at(named.upperLipBottom);
};

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = (p: readonly number[], mp: number, q: readonly number[], mq: number) =>
    p.reduce((sum, value, at) => sum + (value - mp) * ((q[at] ?? 0) - mq), 0);
  return product(a, ma, b, mb) / Math.sqrt(product(a, ma, a, ma) * product(b, mb, b, mb));
}

describe.skipIf(studio === undefined)('the tracker of registry weights (needs the samples)', () => {
  it('follows the face the embedded tracker follows, with the same points, and knows it as the same person', async () => {
    const neural = await sampleNeural('yunet-2023-dynamic', 'facemesh-478');
    if (neural === undefined) throw new Error('the samples are here, their models are not');
    const embedded = await onlyTrack(await world.track(studio ?? ''));

    const found = await onlyTrack(await world.track(studio ?? '', { tracker: { id: 'mediapipe', neural } }));

    expect(found.landmarks).toMatchObject({ firstFrame: 0, frameCount: 75 });
    const apart = groups.outerLips.flatMap((slot) =>
      Array.from({ length: 75 }, (_, frame) => {
        const at = frame * VALUES + 2 * slot;
        const [a, b] = [embedded.landmarks.points, found.landmarks.points];
        return Math.hypot((a[at] ?? 0) - (b[at] ?? 0), (a[at + 1] ?? 0) - (b[at + 1] ?? 0));
      }),
    );
    const mean = apart.reduce((sum, value) => sum + value, 0) / apart.length;
    expect(mean / embedded.track.eyeDistancePx).toBeLessThan(0.02);
    const openings = [embedded, found].map(({ landmarks }) =>
      Array.from({ length: 75 }, (_, frame) => opening(landmarks.points, frame)),
    );
    expect(correlation(openings[0] ?? [], openings[1] ?? [])).toBeGreaterThan(0.95);
    const alike = embedded.track.identity.reduce((sum, value, at) => sum + value * (found.track.identity[at] ?? 0), 0);
    expect(alike).toBeGreaterThan(0.9);
  });

  it('is one of two there are', async () => {
    const neural = await sampleNeural('yunet-2023-dynamic');
    if (neural === undefined) throw new Error('the samples are here, their models are not');

    const tracking = world.track(studio ?? '', { tracker: { id: 'somebody', neural } });

    await expect(tracking).rejects.toMatchObject({ code: 'engine-missing' });
  });
});
