import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { muxDub } from '../../../gpu-container/src/media/mux-dub.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { comparePackets } from '../../../gpu-container/src/picture/compare-packets.js';
import { samplePath } from '../../samples/sample-path.js';
import { frameHashes } from '../media/frame-hashes.js';
import { makeClip } from '../media/make-clip.js';
import { type ChangedVideo, changePicture } from './change-picture.js';

const signal = new AbortController().signal;
let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-picture-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scratch = (): string => join(folder, `work-${count++}`);

/** Puts a changed picture beside a dub, as `package` does. */
const dub = async (sourcePath: string, { info, picturePath }: ChangedVideo) => {
  const audioPath = join(folder, `dub-${count++}.wav`);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=300:r=48000:d=2', '-ac', '2', audioPath]);
  const outputPath = join(folder, `dubbed-${count++}.mp4`);
  const picture = { path: picturePath, info: await probeMedia({ path: picturePath }) };
  await muxDub({ videoPath: sourcePath, info, picture, audioPath, language: 'es', outputPath, signal });
  return { path: outputPath, info: await probeMedia({ path: outputPath }) };
};

/** Whether every frame outside the runs is the source's, at its time, and every frame inside is near it but changed. */
const expectUntouchedOutside = (madePath: string, sourcePath: string, { runs }: ChangedVideo): void => {
  const [made, source] = [frameHashes(madePath), frameHashes(sourcePath)];
  const isChanged = (frame: number): boolean => runs.some((run) => frame >= run.firstFrame && frame < run.endFrame);
  expect(made.length).toBe(source.length);
  expect(made.filter((_, at) => !isChanged(at))).toEqual(
    source.filter((_, at) => !isChanged(at)).map(({ hash }) => expect.objectContaining({ hash })),
  );
  expect(made.some(({ hash }, at) => isChanged(at) && hash === source[at]?.hash)).toBe(false);
  const drift = made.map(({ ms }, at) =>
    Math.abs(ms - (made[0]?.ms ?? 0) - ((source[at]?.ms ?? 0) - (source[0]?.ms ?? 0))),
  );
  expect(Math.max(...drift)).toBeLessThanOrEqual(1);
};

/** Plays everything and stops at the first complaint of the decoder. */
const playStrictly = (path: string): string => {
  const args = ['-v', 'warning', '-xerror', '-err_detect', 'explode', '-i', path, '-map', '0:V', '-f', 'null', '-'];
  return execFileSync('ffmpeg', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
};

const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-c:a', 'aac'];
const HEVC = ['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1', '-c:a', 'aac', '-x265-params'];
const VFR = ['-vf', "select='not(mod(n,3))+lt(n,60)'", '-fps_mode', 'vfr'];

/** Sources of which the second group of pictures changes, and the others keep their packets. */
const JOINED: ReadonlyArray<readonly [string, string, readonly string[]]> = [
  ['H.264 with B-frames', 'b.mp4', [...H264, '-bf', '3']],
  ['H.264 in a Matroska file that starts late', 'late.mkv', ['-vf', 'setpts=PTS+0.5/TB', ...H264]],
  ['H.264 with a variable frame rate', 'vfr.mp4', [...VFR, ...H264, '-bf', '2']],
  ['H.264 in a transport stream with its odd clock', 'odd.ts', [...H264, '-output_ts_offset', '50']],
  ['H.264 in a fragmented MP4', 'fragments.mp4', [...H264, '-movflags', 'frag_keyframe+empty_moov']],
  ['H.264 with 10 bits and half the colour lines', '422.mp4', ['-pix_fmt', 'yuv422p10le', ...H264]],
  ['H.264 in full range', 'full.mp4', ['-pix_fmt', 'yuvj420p', ...H264]],
  ['H.264 of the baseline profile', 'base.mp4', [...H264, '-profile:v', 'baseline']],
  ['H.264 after the sound', 'sound-first.mp4', ['-map', '1:a', '-map', '0:v', ...H264]],
  ['HEVC with 10 bits', 'hevc.mp4', ['-pix_fmt', 'yuv420p10le', ...HEVC, 'log-level=none:keyint=25:open-gop=0']],
  ['VP9', 'vp9.webm', ['-c:v', 'libvpx-vp9', '-cpu-used', '8', '-b:v', '300k', '-g', '25', '-c:a', 'libopus']],
];

describe('joinPicture', () => {
  it.each(JOINED)('keeps the packets around a changed group: %s', async (_what, name, args) => {
    const sourcePath = join(folder, name);
    makeClip(sourcePath, args);

    const changed = await changePicture(sourcePath, [1], scratch());
    const made = await dub(sourcePath, changed);

    expect(changed.frames.joining.kind).toBe('packets');
    expectUntouchedOutside(made.path, sourcePath, changed);
    expect(playStrictly(made.path)).toBe('');
    const source = { path: sourcePath, info: changed.info };
    const proof = await comparePackets({ source, frames: changed.frames, made, directory: folder, signal });
    const [{ firstFrame, endFrame } = { firstFrame: 0, endFrame: 0 }] = changed.runs;
    expect(proof).toMatchObject({
      packets: proof.sourcePackets,
      identicalPackets: proof.sourcePackets - (endFrame - firstFrame),
      identicalGroups: proof.groups - 1,
      changedGroups: [{ firstFrame, endFrame }],
    });
    expect(proof.groups).toBeGreaterThan(2);
    expect(proof.largestTimeDifferenceMs).toBeLessThan(1);
    expect(Math.abs(made.info.durationMs - changed.info.durationMs)).toBeLessThanOrEqual(40);
  });

  it('says which pictures cannot stand beside new ones, and encodes all of them', async () => {
    const sourcePath = join(folder, 'open.mpg');
    makeClip(sourcePath, ['-c:v', 'mpeg2video', '-g', '12', '-bf', '2', '-b:v', '1M', '-c:a', 'mp2']);

    const changed = await changePicture(sourcePath, [2], scratch());
    const made = await dub(sourcePath, changed);

    expect(changed.frames.joining).toEqual({ kind: 'whole', reason: 'codec' });
    expect(made.info.video?.codec).toBe('h264');
    expect(frameHashes(made.path).map(({ ms }) => Math.round(ms))).toEqual(
      frameHashes(sourcePath).map(({ ms }, _at, [first]) => Math.round(ms - (first?.ms ?? 0))),
    );
    expect(playStrictly(made.path)).toBe('');
    expect(readFileSync(changed.picturePath).toString('latin1')).not.toContain('x264');
  });

  it('does not cut where groups refer to one another', async () => {
    const sourcePath = join(folder, 'open-groups.mp4');
    makeClip(sourcePath, [...H264, '-x264-params', 'open-gop=1:bframes=3:b-pyramid=normal']);

    const changed = await changePicture(sourcePath, [0], scratch());

    expect(changed.frames.keyFrames.map(({ isClosed }) => isClosed)).toEqual([true, false, false, false]);
    expect(changed.runs).toEqual([expect.objectContaining({ firstFrame: 0, endFrame: 100 })]);
  });

  it('leaves interlaced pictures alone', async () => {
    const sourcePath = join(folder, 'fields.mp4');
    makeClip(sourcePath, ['-vf', 'interlace', ...H264, '-flags', '+ilme+ildct']);

    await expect(changePicture(sourcePath, [0], scratch())).rejects.toMatchObject({ code: 'source-damaged' });
  });

  it('changes what an edit list lets be seen, and keeps hiding the rest', async () => {
    const whole = join(folder, 'whole.mp4');
    const sourcePath = join(folder, 'trimmed.mp4');
    makeClip(whole, [...H264, '-bf', '2']);
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-ss', '1.3', '-t', '2', '-i', whole, '-c', 'copy', sourcePath]);

    const changed = await changePicture(sourcePath, [0], scratch());
    const made = await dub(sourcePath, changed);

    expect(changed.frames.hiddenBefore).toBeGreaterThan(0);
    expectUntouchedOutside(made.path, sourcePath, changed);
  });

  it('keeps colours, range, shape of a sample and the graded screen in every frame', async () => {
    const sourcePath = join(folder, 'hdr.mp4');
    const screen = 'G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)';
    makeClip(sourcePath, [
      ...['-vf', 'setsar=4/3', '-pix_fmt', 'yuv420p10le', ...HEVC],
      `log-level=none:keyint=25:open-gop=0:hdr10=1:repeat-headers=1:master-display=${screen}:max-cll=1000,400`,
      ...['-color_range', 'tv', '-colorspace', 'bt2020nc', '-color_trc', 'smpte2084', '-color_primaries', 'bt2020'],
    ]);

    const made = await dub(sourcePath, await changePicture(sourcePath, [1], scratch()));

    expect(describeFrames(made.path)).toEqual(describeFrames(sourcePath));
    expect(describeFrames(made.path)).toHaveLength(1);
  });

  it('keeps a phone’s turn and its uneven clock', async ({ skip }) => {
    const sourcePath = samplePath('samples/bad/PHP-FFMpeg__portrait.MOV');
    if (sourcePath === undefined) return skip('sample PHP-FFMpeg__portrait.MOV is not on this machine');

    const changed = await changePicture(sourcePath, [1], scratch());
    const made = await dub(sourcePath, changed);

    expect(made.info.video?.rotationDegrees).toBe(90);
    expectUntouchedOutside(made.path, sourcePath, changed);
  });

  it('makes the same bytes every time, without the version of an encoder', async () => {
    const sourcePath = join(folder, 'again.mp4');
    makeClip(sourcePath, [...H264, '-bf', '2']);

    const first = await changePicture(sourcePath, [1], scratch());
    const second = await changePicture(sourcePath, [1], scratch());

    expect(readFileSync(second.picturePath).equals(readFileSync(first.picturePath))).toBe(true);
    const [run] = first.runs.map(({ path }) => readFileSync(path).toString('latin1'));
    expect(/core \d|Lav[cf]\d/.test(run ?? 'core 0')).toBe(false);
  });
});

/** What the frames say of how they are to be seen; one text where all say the same. */
function describeFrames(path: string): readonly string[] {
  const fields = 'pix_fmt,color_range,color_space,color_transfer,color_primaries,chroma_location,sample_aspect_ratio';
  const show = `frame=${fields}:frame_side_data`;
  const args = ['-v', 'error', '-select_streams', 'v', '-show_entries', show, '-of', 'compact', path];
  const lines = execFileSync('ffprobe', args, { encoding: 'utf8' }).split('\n');
  const isNote = /User Data Unregistered/; // the encoder's name in the source's own packets
  return [...new Set(lines.filter((line) => line.startsWith('frame')).map((line) => line.split(isNote)[0] ?? ''))];
}
