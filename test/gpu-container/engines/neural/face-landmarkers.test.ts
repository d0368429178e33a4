import { describe, expect, it } from 'vitest';
import { createFacePoints } from '../../../../gpu-container/src/engines/face-points-68/create-face-points.js';
import { createBlazefaceDetector } from '../../../../gpu-container/src/engines/mediapipe-faces/create-blazeface-detector.js';
import { createFaceMesh } from '../../../../gpu-container/src/engines/mediapipe-faces/create-face-mesh.js';
import { createYunetDetector } from '../../../../gpu-container/src/engines/yunet/create-yunet-detector.js';
import type { DetectedFace, PicturePoint } from '../../../../pipeline/ports/face-detector.js';
import { samplePath } from '../../../samples/sample-path.js';
import { decodePictures } from './decode-sample.js';
import { sampleNeural } from './sample-neural.js';

const deps = await sampleNeural(
  'yunet-2023-dynamic',
  'blazeface-full-range',
  'facemesh-468',
  'facemesh-478',
  'pfld-68',
  'peppa-slim-68',
);
const STILLS = [
  ['samples/face/LivePortrait__s12.jpg', 375, 500],
  ['samples/face/LivePortrait__s9.jpg', 720, 1280],
  ['samples/talk/LipNet__id2_vcd_swwp2s.mpg', 360, 288],
  ['samples/talk/open-dubbing__englishvideo.mp4', 1080, 720],
] as const;
const still = ([name, width, height]: (typeof STILLS)[number]) => {
  const [picture] = decodePictures({ path: samplePath(name) ?? '', width, height });
  if (picture === undefined) throw new Error(`${name} holds no picture`);
  return picture;
};
const at = (points: readonly PicturePoint[], index: number): PicturePoint => points[index] ?? { x: 0, y: 0 };
const apart = (a: PicturePoint, b: PicturePoint): number => Math.hypot(a.x - b.x, a.y - b.y);
const middle = (...points: readonly PicturePoint[]): PicturePoint => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

describe.skipIf(deps === undefined)('face landmarkers', () => {
  const found = async (picture: ReturnType<typeof still>): Promise<DetectedFace> => {
    const [face] = deps === undefined ? [] : await createYunetDetector(deps).detect(picture);
    if (face === undefined) throw new Error('no face');
    return face;
  };

  it.each([468, 478] as const)('the mesh of %i points hardly depends on who found the face', async (kind) => {
    if (deps === undefined) return;
    const mesh = createFaceMesh(deps, kind);
    for (const name of STILLS) {
      const picture = still(name);
      const [other] = await createBlazefaceDetector(deps).detect(picture);
      if (other === undefined) throw new Error('no face');

      const one = await mesh.locate({ picture, face: await found(picture) });
      const two = await mesh.locate({ picture, face: other });

      const eyes = apart(at(one.points, 33), at(one.points, 263));
      const mean = one.points.reduce((sum, point, index) => sum + apart(point, at(two.points, index)), 0) / kind;
      expect(one.confidence).toBeGreaterThan(0.99);
      expect(mean / eyes).toBeLessThan(0.03);
    }
  });

  it('the two meshes agree on the points they share, to four per cent of the eyes’ distance', async () => {
    if (deps === undefined) return;
    for (const name of STILLS) {
      const picture = still(name);
      const face = await found(picture);

      const small = await createFaceMesh(deps, 468).locate({ picture, face });
      const large = await createFaceMesh(deps, 478).locate({ picture, face });

      const eyes = apart(at(large.points, 33), at(large.points, 263));
      const mean = small.points.reduce((sum, point, index) => sum + apart(point, at(large.points, index)), 0) / 468;
      expect(mean / eyes).toBeLessThan(0.04);
    }
  });

  it.each(['pfld', 'peppa'] as const)('the 68 points of %s lie where the mesh has them', async (kind) => {
    if (deps === undefined) return;
    for (const name of STILLS) {
      const picture = still(name);
      const face = await found(picture);
      const mesh = (await createFaceMesh(deps, 478).locate({ picture, face })).points;

      const { points } = await createFacePoints(deps, kind).locate({ picture, face });

      const eyes = apart(at(mesh, 33), at(mesh, 263));
      // iBUG: 36–41 and 42–47 eyes, 30 tip of the nose, 48 and 54 corners of the mouth
      const pairs = [
        [middle(...points.slice(36, 42)), middle(at(mesh, 33), at(mesh, 133))],
        [middle(...points.slice(42, 48)), middle(at(mesh, 263), at(mesh, 362))],
        [at(points, 48), at(mesh, 61)],
        [at(points, 54), at(mesh, 291)],
      ] as const;
      for (const [one, two] of pairs) expect(apart(one, two) / eyes).toBeLessThan(0.15);
    }
  });

  it('the mesh says that a wall is no face', async () => {
    if (deps === undefined) return;
    const picture = { width: 200, height: 200, data: new Uint8Array(120_000).fill(90) };
    const face = { box: { left: 50, top: 50, width: 100, height: 100 }, score: 1 };

    for (const kind of [468, 478] as const) {
      expect((await createFaceMesh(deps, kind).locate({ picture, face })).confidence).toBeLessThan(0.5);
    }
  });
});
