import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractSpeechAudio } from '../../../gpu-container/src/media/extract-speech-audio.js';
import { DEFAULT_MEDIA_LIMITS } from '../../../gpu-container/src/media/media-limits.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { runFfmpeg } from '../../../gpu-container/src/media/run-ffmpeg.js';
import { runFfprobe } from '../../../gpu-container/src/media/run-ffprobe.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { samplePath } from '../../samples/sample-path.js';
import { makeClip } from './make-clip.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-probe-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof PipelineError ? error.code : `not a PipelineError: ${String(error)}`),
  );

const written = (name: string, bytes: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

const signal = new AbortController().signal;

describe('probeMedia on odd files people really have', () => {
  const CASES: ReadonlyArray<readonly [string, string]> = [
    ['PHP-FFMpeg__portrait.MOV', 'accepted'],
    ['auto-editor__example.mp4', 'accepted'],
    ['gradio__playable_but_bad_container.mkv', 'accepted'],
    ['moviepy__no_duration.webm', 'accepted'],
    ["streamio__awesome'movie.mov", 'accepted'],
    ['torchcodec__h265_10bits.mp4', 'accepted'],
    ['PayloadsAllTheThings__read_passwd_bypass.mp4', 'source-forbidden'],
    ['file-type__fixture-corrupt.mkv', 'source-damaged'],
    ['mutagen__truncated-64bit.mp4', 'source-damaged'],
    ['mutagen__emptyfile.mp3', 'source-empty'],
  ];

  it.for(CASES)('%s is %s', async ([name, expected], { skip }) => {
    const path = samplePath(`samples/bad/${name}`);
    if (path === undefined) return skip(`sample ${name} is not on this machine`);

    expect(await codeOf(probeMedia({ path }))).toBe(expected);
  });

  it('measures a recording that does not say how long it is', async ({ skip }) => {
    const path = samplePath('samples/bad/moviepy__no_duration.webm');
    if (path === undefined) return skip('sample moviepy__no_duration.webm is not on this machine');

    const info = await probeMedia({ path });

    expect(info.durationMs).toBeCloseTo(4938, 0);
    expect(info.video?.frameRate).toEqual({ numerator: 15000, denominator: 1001 });
  });

  it('says no-audio for a silent video, when its sound is wanted', async ({ skip }) => {
    const path = samplePath('samples/bad/torchcodec__h265_10bits.mp4');
    if (path === undefined) return skip('sample torchcodec__h265_10bits.mp4 is not on this machine');
    const info = await probeMedia({ path });

    const work = extractSpeechAudio({ sourcePath: path, info, outputPath: join(folder, 'none.wav'), signal });

    expect(await codeOf(work)).toBe('no-audio');
  });
});

describe('probeMedia on damaged files', () => {
  it('sees an MP4, an MKV and an AVI that were cut off', async () => {
    const names = ['a.mp4', 'a.mkv', 'a.avi'];
    for (const name of names) makeClip(join(folder, name), ['-c:v', 'mpeg4', '-c:a', 'mp3']);

    const cut = names.map((name) => {
      const bytes = readFileSync(join(folder, name));
      return written(`cut-${name}`, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    });

    expect(await Promise.all(cut.map((path) => codeOf(probeMedia({ path }))))).toEqual(
      names.map(() => 'source-damaged'),
    );
    expect(await Promise.all(names.map((name) => codeOf(probeMedia({ path: join(folder, name) }))))).toEqual(
      names.map(() => 'accepted'),
    );
  });

  it.each([
    ['text', 'hello world, this is not a film'],
    ['a program', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(500, 7)])],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['random bytes', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251))],
  ])('refuses %s as not media', async (what, bytes) => {
    expect(await codeOf(probeMedia({ path: written(`${what}.mp4`, bytes) }))).toBe('source-not-media');
  });

  it('says source-missing for no file and source-not-media for a folder', async () => {
    expect(await codeOf(probeMedia({ path: join(folder, 'absent.mp4') }))).toBe('source-missing');
    expect(await codeOf(probeMedia({ path: folder }))).toBe('source-not-media');
  });

  it('keeps to the limits it is given', async () => {
    const path = join(folder, 'limit.mp4');
    makeClip(path, ['-c:v', 'libx264', '-c:a', 'aac']);
    const withLimit = (limit: Partial<typeof DEFAULT_MEDIA_LIMITS>): Promise<string> =>
      codeOf(probeMedia({ path, limits: { ...DEFAULT_MEDIA_LIMITS, ...limit } }));

    expect(await withLimit({ maxBytes: 100 })).toBe('source-too-large');
    expect(await withLimit({ maxDurationMs: 3000 })).toBe('source-too-large');
    expect(await withLimit({ maxStreams: 1 })).toBe('source-too-large');
    expect(await withLimit({ maxPixels: 100 })).toBe('source-too-large');
    expect(await withLimit({})).toBe('accepted');
  });
});

describe('files that point elsewhere', () => {
  let server: Server;
  let port: number;
  let connections = 0;
  let canary: string;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    canary = join(folder, 'canary.mp4');
    makeClip(canary, ['-c:v', 'libx264', '-c:a', 'aac']);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const texts = (): ReadonlyArray<readonly [string, string]> => [
    ['hls', `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:4,\nhttp://127.0.0.1:${port}/x.ts\n#EXT-X-ENDLIST\n`],
    ['hls-local', `\ufeff#EXTM3U\n#EXTINF:4,\n${canary}\n#EXT-X-ENDLIST\n`],
    ['concat', `ffconcat version 1.0\nfile ${canary}\n`],
    ['concat-bare', `file '${canary}'\n`],
    ['dash', `<?xml version="1.0"?>\n<MPD><BaseURL>http://127.0.0.1:${port}/</BaseURL></MPD>`],
    ['sdp', `v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video ${port} RTP/AVP 96\n`],
    ['pls', `[playlist]\nFile1=http://127.0.0.1:${port}/x.mp3\n`],
    ['address', `http://127.0.0.1:${port}/x.mp4`],
    ['asx', `<asx version="3.0"><entry><ref href="http://127.0.0.1:${port}/"/></entry></asx>`],
  ];

  it('refuses every kind of playlist whatever its name, and opens no connection', async () => {
    const codes = await Promise.all(
      texts().map(async ([name, text]) => [name, await codeOf(probeMedia({ path: written(`${name}.mp4`, text) }))]),
    );

    expect(codes).toEqual(texts().map(([name]) => [name, 'source-forbidden']));
    expect(connections).toBe(0);
  });

  it('lets no playlist be followed even when the first check were passed', async () => {
    for (const demuxer of ['mov', 'avi', 'matroska', 'mpegts'] as const) {
      for (const [name, text] of texts()) {
        const path = written(`forced-${name}`, text);
        const args = ['-show_format'];
        expect(await codeOf(runFfprobe({ input: { path, demuxer }, args, timeLimitMs: 10_000 }))).not.toBe('accepted');
      }
    }
    expect(connections).toBe(0);
  });

  it('refuses a QuickTime movie whose media data lies in another file', async () => {
    const bytes = readFileSync(canary);
    const at = bytes.indexOf('dref') + 12; // version, flags and count precede the first entry
    const size = bytes.readUInt32BE(at);
    expect([bytes.toString('latin1', at + 4, at + 8), size]).toEqual(['url ', 12]);
    const path = written('external.mov', withExternalReference(bytes, at));

    expect(await codeOf(probeMedia({ path }))).toBe('source-forbidden');
  });

  it('does not put what a local file holds into the output of an AVI with a playlist inside', async ({ skip }) => {
    const path = samplePath('samples/bad/PayloadsAllTheThings__read_passwd_bypass.mp4');
    if (path === undefined) return skip('sample read_passwd_bypass.mp4 is not on this machine');
    const outputPath = join(folder, 'leak.mkv');

    const code = await codeOf(
      runFfmpeg({
        inputs: [{ input: { path, demuxer: 'avi' } }],
        args: ['-map', '0', '-c', 'copy'],
        outputPath,
        format: 'matroska',
        durationMs: 5000,
        signal,
      }),
    );

    expect(code).toBe('source-damaged');
  });
});

/** Rewrites the first data reference into one that names a file, keeping every box size valid by eating a free byte run. */
function withExternalReference(bytes: Buffer, at: number): Buffer {
  const location = Buffer.from('file:///etc/passwd\0');
  const made = Buffer.concat([bytes.subarray(0, at + 12), location, bytes.subarray(at + 12)]);
  made.writeUInt32BE(0, at + 8);
  for (const type of ['url ', 'dref', 'dinf', 'minf', 'mdia', 'trak', 'moov']) {
    const box = made.lastIndexOf(type, at + 4) - 4;
    made.writeUInt32BE(made.readUInt32BE(box) + location.length, box);
  }
  return made;
}
