import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { indexFrames } from '../../../gpu-container/src/picture/index-frames.js';
import { openPictureReader } from '../../../gpu-container/src/picture/open-picture-reader.js';
import { openPictureRun } from '../../../gpu-container/src/picture/open-picture-run.js';
import { makeClip } from '../media/make-clip.js';

const signal = new AbortController().signal;
let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-run-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = async (args: readonly string[], name: string) => {
  const sourcePath = join(folder, name);
  makeClip(sourcePath, args);
  const info = await probeMedia({ path: sourcePath });
  return { sourcePath, info, signal, frames: await indexFrames({ sourcePath, info, directory: folder, signal }) };
};

type Source = Awaited<ReturnType<typeof open>>;

const hashPictures = async (source: Source, firstFrame: number, endFrame: number): Promise<readonly string[]> => {
  const reader = await openPictureReader({ ...source, firstFrame, endFrame, maxHeld: 1 });
  const hashes: string[] = [];
  for (let picture = await reader.read(); picture !== undefined; picture = await reader.read()) {
    hashes.push(createHash('md5').update(picture.data).digest('hex'));
    reader.release(picture);
  }
  await reader.dispose();
  return hashes;
};

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-bf', '2', '-an'];

describe('openPictureReader', () => {
  it.each([
    ['an MP4', 'a.mp4', H264],
    ['a Matroska file that starts late', 'b.mkv', ['-vf', 'setpts=PTS+0.5/TB', ...H264]],
    ['a transport stream', 'c.ts', [...H264, '-output_ts_offset', '50']],
    ['MPEG-2 with groups that refer to one another', 'd.mpg', ['-c:v', 'mpeg2video', '-g', '12', '-bf', '2', '-an']],
  ])('gives the same pictures from the middle of %s as from its start', async (_what, name, args) => {
    const source = await open(args, name);

    const all = await hashPictures(source, 0, source.frames.timesMs.length);
    const middle = source.frames.keyFrames[2]?.frame ?? 0;

    expect(all).toHaveLength(100);
    expect(new Set(all).size).toBeGreaterThan(90);
    expect(await hashPictures(source, middle, middle + 7)).toEqual(all.slice(middle, middle + 7));
    expect(await hashPictures(source, middle + 3, 100)).toEqual(all.slice(middle + 3));
  });

  it('waits while the caller holds as much as it said, and goes on when memory comes back', async () => {
    const source = await open(H264, 'held.mp4');
    const reader = await openPictureReader({ ...source, firstFrame: 0, endFrame: 100, maxHeld: 3 });

    const held = [await reader.read(), await reader.read(), await reader.read()];
    const before = held.map((picture) => picture && createHash('md5').update(picture.data).digest('hex'));
    for (const picture of held) if (picture !== undefined) reader.release(picture);
    let rest = 0;
    for (let picture = await reader.read(); picture !== undefined; picture = await reader.read(), rest++) {
      reader.release(picture);
    }

    expect(rest).toBe(97);
    expect(before).toEqual((await hashPictures(source, 0, 3)).slice());
  });

  it('says so when the source holds fewer pictures than its index', async () => {
    const source = await open(H264, 'short.mp4');
    const longer = { ...source.frames, timesMs: [...source.frames.timesMs, 4000] };

    await expect(hashPictures({ ...source, frames: longer }, 75, 101)).rejects.toMatchObject({
      code: 'source-damaged',
    });
  });
});

describe('openPictureRun', () => {
  it.each([
    ['H.264', 'e.mp4', H264],
    ['HEVC', 'f.mp4', ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none:keyint=50', '-an']],
    ['VP9', 'g.webm', ['-c:v', 'libvpx-vp9', '-cpu-used', '8', '-g', '50', '-an']],
    ['AV1', 'h.mp4', ['-c:v', 'libsvtav1', '-preset', '12', '-g', '50', '-an']],
  ])('makes the same bytes of the same pictures: %s', async (_what, name, args) => {
    const source = await open(args, name);
    const encode = async (): Promise<string> => {
      const outputPath = join(folder, `out-${count++}.mp4`);
      const run = await openPictureRun({ ...source, firstFrame: 0, endFrame: 100, outputPath });
      for (let picture = await run.read(); picture !== undefined; picture = await run.read()) await run.write(picture);
      await run.finish();
      const made = await probeMedia({ path: outputPath });
      expect(made.video).toMatchObject({ codec: source.frames.codec, pixelFormat: source.frames.pixelFormat });
      return outputPath;
    };

    const [first, second] = [await encode(), await encode()];

    const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(digest(second)).toBe(digest(first));
  });

  it('takes pictures in their order only, and all of them', async () => {
    const source = await open(H264, 'order.mp4');
    const run = await openPictureRun({
      ...source,
      firstFrame: 0,
      endFrame: 25,
      outputPath: join(folder, 'order-out.mp4'),
    });

    const [first, second] = [await run.read(), await run.read()];
    if (first === undefined || second === undefined) throw new Error('no pictures');

    await expect(run.write(second)).rejects.toThrow(/where 0 belongs/);
    await run.write(first);
    await expect(run.finish()).rejects.toThrow(/up to 1 of 25/);
    await run.dispose();
    await run.dispose();
  });

  it('stops when it is cancelled', async () => {
    const source = await open(H264, 'cancelled.mp4');
    const abort = new AbortController();
    const outputPath = join(folder, 'cancelled-out.mp4');
    const run = await openPictureRun({ ...source, signal: abort.signal, firstFrame: 0, endFrame: 100, outputPath });

    const first = await run.read();
    if (first !== undefined) await run.write(first);
    abort.abort();
    const readAll = async (): Promise<void> => {
      for (let picture = await run.read(); picture !== undefined; picture = await run.read()) await run.write(picture);
    };

    await expect(readAll()).rejects.toMatchObject({ code: 'cancelled' });
    await run.dispose();
  });
});
