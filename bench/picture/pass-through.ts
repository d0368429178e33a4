import { openPictureRun } from '../../gpu-container/src/picture/open-picture-run.js';
import type { OpenClip } from './open-clip.js';

export interface PassThroughParams extends OpenClip {
  readonly firstFrame: number;
  readonly endFrame: number;
  readonly outputPath: string;
}

/** Decodes, hands every picture over and encodes it unchanged. Resolves to the seconds it took. */
export async function passThrough(params: PassThroughParams): Promise<number> {
  const start = performance.now();
  const run = await openPictureRun(params);
  try {
    for (let picture = await run.read(); picture !== undefined; picture = await run.read()) await run.write(picture);
    await run.finish();
  } finally {
    await run.dispose();
  }
  return (performance.now() - start) / 1000;
}
