import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { indexFrames } from '../../../gpu-container/src/picture/index-frames.js';
import { openPictureRun } from '../../../gpu-container/src/picture/open-picture-run.js';
import { samplePath } from '../../samples/sample-path.js';

const sourcePath = samplePath('samples/talk/open-dubbing__englishvideo.mp4');
const folder = mkdtempSync(join(tmpdir(), 'polydub-same-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a large picture of a camera', () => {
  // drawn pictures and small ones come out the same either way: it takes noise and 720 lines for threads to disagree
  it.skipIf(sourcePath === undefined)('is encoded to the same bytes every time', { timeout: 120_000 }, async () => {
    const [signal, path] = [new AbortController().signal, sourcePath ?? ''];
    const info = await probeMedia({ path });
    const frames = await indexFrames({ sourcePath: path, info, directory: folder, signal });
    const encode = async (name: string): Promise<string> => {
      const outputPath = join(folder, name);
      const range = { firstFrame: 0, endFrame: frames.timesMs.length };
      const run = await openPictureRun({ sourcePath: path, info, frames, signal, outputPath, ...range });
      for (let picture = await run.read(); picture !== undefined; picture = await run.read()) await run.write(picture);
      await run.finish();
      return createHash('sha256').update(readFileSync(outputPath)).digest('hex');
    };

    const digests = [await encode('a.mp4'), await encode('b.mp4'), await encode('c.mp4')];

    expect(new Set(digests).size).toBe(1);
  });
});
