import type { PlanarCrop } from '../../../pipeline/ports/mouth-renderer.js';
import { type OpenPictureReaderParams, openPictureReader } from '../picture/open-picture-reader.js';
import { donorBox } from './donor-box.js';
import { planarCrop } from './planar-crop.js';
import type { WantedCrop } from './retrieve-mouths.js';

/** Gaps shorter than this are decoded through: opening the source again costs more, in frames. */
const GAP_FRAMES = 90;

/** Reads the mouths of faces out of the source, each picture once, holding one picture at a time. */
export async function readCrops(
  wanted: readonly WantedCrop[],
  source: Omit<OpenPictureReaderParams, 'firstFrame' | 'endFrame'>,
): Promise<ReadonlyArray<PlanarCrop | undefined>> {
  const byFrame = new Map<number, number[]>();
  wanted.forEach(({ frame }, at) => {
    byFrame.set(frame, [...(byFrame.get(frame) ?? []), at]);
  });
  const crops = new Array<PlanarCrop | undefined>(wanted.length).fill(undefined);
  for (const { firstFrame, endFrame } of joinFrames([...byFrame.keys()].toSorted((a, b) => a - b))) {
    const reader = await openPictureReader({ ...source, firstFrame, endFrame });
    try {
      for (let picture = await reader.read(); picture !== undefined; picture = await reader.read()) {
        for (const at of byFrame.get(picture.frame) ?? []) {
          const box = donorBox(wanted[at]?.points ?? [], reader.format);
          crops[at] = box && planarCrop(picture.data, reader.format, box);
        }
        reader.release(picture);
      }
    } finally {
      await reader.dispose();
    }
  }
  return crops;
}

function joinFrames(
  frames: readonly number[],
): ReadonlyArray<{ readonly firstFrame: number; readonly endFrame: number }> {
  const ranges: Array<{ firstFrame: number; endFrame: number }> = [];
  for (const frame of frames) {
    const last = ranges.at(-1);
    if (last !== undefined && frame - last.endFrame < GAP_FRAMES) last.endFrame = frame + 1;
    else ranges.push({ firstFrame: frame, endFrame: frame + 1 });
  }
  return ranges;
}
