import { beforeAll, describe, expect, it } from 'vitest';
import { composeMouth } from '../../../gpu-container/src/lip-sync/compose-mouth.js';
import { describeMouth } from '../../../gpu-container/src/lip-sync/describe-mouth.js';
import { donorBox } from '../../../gpu-container/src/lip-sync/donor-box.js';
import { largestDifference } from '../../../gpu-container/src/lip-sync/largest-difference.js';
import { loadMouthKernel } from '../../../gpu-container/src/lip-sync/mouth-kernel.js';
import { createMouthCanvas, type MouthCanvas } from '../../../gpu-container/src/lip-sync/paint-mouth.js';
import { planarCrop } from '../../../gpu-container/src/lip-sync/planar-crop.js';
import { createSteadyLight } from '../../../gpu-container/src/lip-sync/steady-light.js';
import type { TouchedArea } from '../../../gpu-container/src/lip-sync/touched-area.js';
import type { LipShape } from '../../../pipeline/contracts/lip-report.js';
import { buildKernel } from './build-kernel.js';
import { drawPicture, facePoints, formatOf } from './drawn-face.js';

let canvas: MouthCanvas;

beforeAll(() => {
  buildKernel();
  canvas = createMouthCanvas(loadMouthKernel());
});

interface Composed {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly touched: TouchedArea | undefined;
}

interface ComposeOptions {
  readonly pixelFormat?: string;
  readonly donor?: readonly number[];
  readonly target?: LipShape;
  readonly strength?: number;
  readonly height?: number;
}

function compose(options: ComposeOptions): Composed {
  const format = formatOf(options.pixelFormat ?? 'yuv420p', 360, options.height ?? 320);
  const before = drawPicture(format);
  const after = before.slice();
  const donor = options.donor ?? facePoints.open;
  const box = donorBox(donor, format);
  if (box === undefined) throw new Error('The donor lies outside the picture.');
  const touched = composeMouth({
    ...{ canvas, format, picture: after, points: facePoints.closed, strength: options.strength ?? 1 },
    donors: [{ crop: planarCrop(before, format, box), points: donor, share: 1 }],
    target: options.target ?? describeMouth(donor),
    light: createSteadyLight(),
  });
  return { before, after, touched };
}

const outside = ({ before, after, touched }: Composed, pixelFormat = 'yuv420p', height = 320) =>
  largestDifference({
    format: formatOf(pixelFormat, 360, height),
    before,
    after,
    touched: touched === undefined ? [] : [touched],
  });

const largestGap = (samples: Uint8Array, other: (at: number) => number) =>
  samples.reduce((largest, sample, at) => Math.max(largest, Math.abs(sample - other(at))), 0);

describe('a composed mouth', () => {
  it.each(['yuv420p', 'yuv422p', 'yuv444p', 'yuv420p10le', 'yuv420p12le', 'gray'])(
    'changes the picture inside its mask and not one sample outside, in %s',
    (pixelFormat) => {
      const composed = compose({ pixelFormat });
      expect(composed.after).not.toEqual(composed.before);
      expect(outside(composed, pixelFormat)).toBe(0);
      expect(composed.touched?.cells.includes(0)).toBe(true);
    },
  );

  it('is the mouth of the frame itself when that is what is asked for', () => {
    const composed = compose({ donor: facePoints.closed });
    expect(largestGap(composed.after, (at) => composed.before[at] ?? 0)).toBeLessThanOrEqual(6); // lips that touched are parted by a hair
  });

  it('is the same for the same request', () => {
    expect(compose({}).after).toEqual(compose({}).after);
  });

  it('is the same picture in 10 bits as in 8', () => {
    const eight = compose({}).after;
    const ten = compose({ pixelFormat: 'yuv420p10le' }).after;
    const samples = new Uint16Array(ten.buffer, ten.byteOffset, ten.length / 2);
    expect(largestGap(eight, (at) => (samples[at] ?? 0) / 4)).toBeLessThanOrEqual(3);
  });

  it('comes softly: little strength changes little', () => {
    const change = ({ before, after }: Composed) =>
      after.reduce((sum, sample, at) => sum + Math.abs(sample - (before[at] ?? 0)), 0);
    const nearlyOwn = describeMouth(facePoints.closed);
    const [whole, little] = [change(compose({})), change(compose({ strength: 0.1, target: nearlyOwn }))];
    expect(little).toBeGreaterThan(0);
    expect(little).toBeLessThan(0.6 * whole);
  });

  it('does without a chin that the picture cuts off', () => {
    const composed = compose({ height: 252 }); // the chin lies at 262
    expect(composed.after).not.toEqual(composed.before);
    expect(outside(composed, 'yuv420p', 252)).toBe(0);
  });
});

describe('the difference outside the mask', () => {
  it('is seen in a single sample', () => {
    const composed = compose({});
    for (const at of [0, 360 * 10 + 5, composed.after.length - 1]) {
      const harmed = composed.after.slice();
      harmed[at] = (harmed[at] ?? 0) ^ 3;
      expect(outside({ ...composed, after: harmed })).toBeGreaterThan(0);
    }
  });
});
