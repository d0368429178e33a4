import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chooseOutputContainer } from '../../../gpu-container/src/media/choose-output-container.js';
import { muxDub } from '../../../gpu-container/src/media/mux-dub.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { SoftTrack } from '../../../pipeline/subtitles/delivery/soft-track-arguments.js';
import { lineText, plainLines } from '../../../pipeline/subtitles/model/cue-text.js';
import { readSubtitles } from '../../../pipeline/subtitles/read-subtitles.js';
import { writeSubtitles } from '../../../pipeline/subtitles/write-subtitles.js';
import { samplePath } from '../../samples/sample-path.js';
import { frameHashes } from './frame-hashes.js';
import { makeClip } from './make-clip.js';

const signal = new AbortController().signal;
let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-mux-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sineWav = (seconds: number): string => {
  const path = join(folder, `dub-${seconds}.wav`);
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `sine=300:r=48000:d=${seconds}`, '-ac', '2', path]);
  return path;
};

const dub = async (videoPath: string, options: { audioSeconds?: number; subtitles?: readonly SoftTrack[] } = {}) => {
  const info = await probeMedia({ path: videoPath });
  const audioPath = sineWav(options.audioSeconds ?? info.durationMs / 1000);
  const { extension } = chooseOutputContainer(info.video?.codec ?? '');
  const outputPath = join(folder, `out-${count++}.${extension}`);
  const { subtitles = [] } = options;
  await muxDub({ videoPath, info, audioPath, language: 'es', sourceLanguage: 'en', subtitles, outputPath, signal });
  return { info, outputPath, made: await probeMedia({ path: outputPath }) };
};

const frameMs = (info: Awaited<ReturnType<typeof probeMedia>>): number => {
  const rate = info.video?.frameRate ?? { numerator: 25, denominator: 1 };
  return (1000 * rate.denominator) / rate.numerator;
};

/** Same pictures in the same order at the same distances from the first one. */
const expectSamePictures = (madePath: string, sourcePath: string): void => {
  const made = frameHashes(madePath);
  const source = frameHashes(sourcePath);
  expect(made.map((frame) => frame.hash)).toEqual(source.map((frame) => frame.hash));
  const drift = made.map((frame, at) => {
    const expected = (source[at]?.ms ?? 0) - (source[0]?.ms ?? 0);
    return Math.abs(frame.ms - (made[0]?.ms ?? 0) - expected);
  });
  expect(Math.max(...drift)).toBeLessThanOrEqual(1.5); // Matroska counts whole milliseconds
};

const SOURCES: ReadonlyArray<readonly [string, string, readonly string[]]> = [
  ['H.264 with B-frames', 'b.mp4', ['-c:v', 'libx264', '-bf', '3', '-c:a', 'aac']],
  [
    'a variable frame rate',
    'vfr.mp4',
    ['-vf', "select='not(mod(n,3))+lt(n,30)'", '-fps_mode', 'vfr', '-c:v', 'libx264', '-c:a', 'aac'],
  ],
  ['sound that starts late', 'late.mp4', ['-af', 'asetpts=PTS+0.7/TB', '-c:v', 'libx264', '-c:a', 'aac']],
  ['a picture that starts late', 'latepic.mkv', ['-vf', 'setpts=PTS+0.5/TB', '-c:v', 'libx264', '-c:a', 'aac']],
  [
    'an MPEG transport stream with its odd clock',
    'odd.ts',
    ['-c:v', 'libx264', '-c:a', 'aac', '-output_ts_offset', '50'],
  ],
  ['VP8, which MP4 cannot hold', 'vp8.webm', ['-c:v', 'libvpx', '-b:v', '200k', '-c:a', 'libvorbis']],
  ['VP9 and Opus', 'vp9.webm', ['-c:v', 'libvpx-vp9', '-cpu-used', '8', '-b:v', '200k', '-c:a', 'libopus']],
];

describe('muxDub', () => {
  it.each(SOURCES)('keeps pictures and length of %s', async (_what, name, args) => {
    const sourcePath = join(folder, name);
    makeClip(sourcePath, args);

    const { info, made, outputPath } = await dub(sourcePath);

    expectSamePictures(outputPath, sourcePath);
    expect(Math.abs(made.durationMs - info.durationMs)).toBeLessThanOrEqual(frameMs(info));
    expect(made.audio.map((stream) => stream.language)).toEqual(['spa', 'eng']);
    expect(made.audio[0]?.codec).toBe('aac');
  });

  it.each([1.5, 9])('neither cuts nor lengthens a 4 s video for a dub of %f s', async (audioSeconds) => {
    const sourcePath = join(folder, 'plain.mp4');
    makeClip(sourcePath, ['-c:v', 'libx264', '-c:a', 'aac']);

    const { info, made } = await dub(sourcePath, { audioSeconds });

    expect(Math.abs(made.durationMs - info.durationMs)).toBeLessThanOrEqual(frameMs(info));
    expect(Math.abs((made.audio[0]?.durationMs ?? 0) - info.durationMs)).toBeLessThanOrEqual(frameMs(info));
  });

  it('hides the same frames as a video that was trimmed on a phone', async ({ skip }) => {
    const sourcePath = samplePath('samples/talk/SoniTranslate__Video.mp4');
    if (sourcePath === undefined) return skip('sample SoniTranslate__Video.mp4 is not on this machine');

    const { info, made, outputPath } = await dub(sourcePath);

    expectSamePictures(outputPath, sourcePath);
    expect(Math.abs(made.durationMs - info.durationMs)).toBeLessThanOrEqual(frameMs(info));
  });

  it('keeps the rotation of a portrait video', async ({ skip }) => {
    const sourcePath = samplePath('samples/bad/PHP-FFMpeg__portrait.MOV');
    if (sourcePath === undefined) return skip('sample PHP-FFMpeg__portrait.MOV is not on this machine');

    const { info, made } = await dub(sourcePath);

    expect(info.video?.rotationDegrees).toBe(90);
    expect(made.video?.rotationDegrees).toBe(90);
  });

  it('keeps the title, and makes the same bytes every time', async () => {
    const sourcePath = join(folder, 'título con espacios y ’apóstrofos’: 1%.mp4');
    makeClip(sourcePath, [
      '-metadata',
      'title=My talk',
      '-metadata',
      'creation_time=2020-01-01',
      '-c:v',
      'libx264',
      '-c:a',
      'aac',
    ]);
    const subtitlePath = join(folder, 'es.srt');
    writeFileSync(subtitlePath, '1\n00:00:00,500 --> 00:00:01,500\nHola ñ\n');

    const subtitles = [{ path: subtitlePath, language: 'es' }];
    const first = await dub(sourcePath, { subtitles });
    const second = await dub(sourcePath, { subtitles });

    const digest = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(digest(second.outputPath)).toBe(digest(first.outputPath));
    const tags = execFileSync(
      'ffprobe',
      [
        '-v',
        'error',
        '-show_entries',
        'format_tags:stream=codec_name:stream_tags:stream_disposition=default',
        '-of',
        'json',
        first.outputPath,
      ],
      { encoding: 'utf8' },
    );
    expect(tags).toContain('My talk');
    expect(tags).not.toMatch(/creation_time|encoder|Lavf/);
    expect(tags).toContain('mov_text');
  });

  it('puts the dub first and makes it the default track', async () => {
    const sourcePath = join(folder, 'default.mp4');
    makeClip(sourcePath, ['-c:v', 'libx264', '-c:a', 'aac']);

    const { outputPath } = await dub(sourcePath);

    const report = execFileSync(
      'ffprobe',
      [
        '-v',
        'error',
        '-select_streams',
        'a',
        '-show_entries',
        'stream_disposition=default',
        '-of',
        'csv=p=0',
        outputPath,
      ],
      { encoding: 'utf8' },
    );
    expect(report.trim().split(/\s+/)).toEqual(['1', '0']);
  });
});

/** Soft tracks as ffprobe finds them, each with its words and when they are seen, counted from the first picture. */
const softTracks = (path: string, { video }: MediaInfo) => {
  const what =
    'stream=codec_name:stream_tags=language,title,handler_name:stream_disposition=default,forced,hearing_impaired';
  const args = ['-v', 'error', '-select_streams', 's', '-show_entries', what, '-of', 'json', path];
  const { streams } = SoftTracks.parse(JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })));
  return streams.map(({ codec_name: codec, disposition, tags }, index) => {
    const srt = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-map', `0:s:${index}`, '-f', 'srt', '-']);
    const [cue] = readSubtitles(srt, { format: 'srt' }).cues;
    return {
      codec,
      language: tags.language,
      title: tags.title ?? tags.handler_name,
      flags: Object.entries(disposition).flatMap(([flag, isSet]) => (isSet === 1 ? [flag] : [])),
      ...(cue && { text: cue.lines.map(lineText).join(' '), startMs: cue.startMs - (video?.startMs ?? 0) }),
    };
  });
};

/** Half a second, as containers and ASS round it. */
const HALF_A_SECOND = expect.closeTo(500, -1);

const SoftTracks = z.object({
  streams: z.array(
    z.object({
      codec_name: z.string(),
      disposition: z.object({ default: z.number(), forced: z.number(), hearing_impaired: z.number() }),
      tags: z.object({ language: z.string(), title: z.string().optional(), handler_name: z.string().optional() }),
    }),
  ),
});

const subtitleFile = (name: string, text: string): string => {
  const cues = [{ startMs: 500, endMs: 1500, lines: plainLines(text) }];
  const path = join(folder, name);
  writeFileSync(path, writeSubtitles(cues, name.endsWith('.ass') ? 'ass' : 'srt', { language: 'es' }));
  return path;
};

/** Pictures that begin half a second into the file: what counts from the first one must be shifted there and back. */
const LATE: ReadonlyArray<readonly ['mp4' | 'mkv', readonly string[]]> = [
  ['mp4', ['-vf', 'setpts=PTS+0.5/TB', '-c:v', 'libx264', '-c:a', 'aac']],
  ['mkv', ['-vf', 'setpts=PTS+0.5/TB', '-c:v', 'libvpx', '-b:v', '200k', '-c:a', 'libvorbis']],
];

describe.each(LATE)('soft tracks in %s', (container, args) => {
  const lateSource = (): string => {
    const path = join(folder, `late-${container}.mkv`);
    if (!existsSync(path)) makeClip(path, args);
    return path;
  };

  it('keep text, language, title, flags and the time from the first picture', async () => {
    const { info, made, outputPath } = await dub(lateSource(), {
      subtitles: [
        { path: subtitleFile('t.srt', '¿Qué tal?'), language: 'es-MX', isDefault: true },
        { path: subtitleFile('sdh.srt', '[Ana] Hola.'), language: 'es', isHearingImpaired: true },
        { path: subtitleFile('signs.srt', 'Salida'), language: 'es', isForced: true },
        { path: subtitleFile('original.srt', 'How are you?'), language: 'en-GB', title: 'As spoken' },
      ],
    });

    const startMs = HALF_A_SECOND;
    const codec = container === 'mp4' ? 'mov_text' : 'subrip';
    expect(info.video?.startMs).toBeGreaterThan(450);
    expect(outputPath.endsWith(container)).toBe(true);
    expect(softTracks(outputPath, made)).toEqual([
      { codec, language: 'spa', title: 'español de México', flags: ['default'], text: '¿Qué tal?', startMs },
      { codec, language: 'spa', title: 'español (SDH)', flags: ['hearing_impaired'], text: '[Ana] Hola.', startMs },
      { codec, language: 'spa', title: 'español (forced)', flags: ['forced'], text: 'Salida', startMs },
      { codec, language: 'eng', title: 'As spoken', flags: [], text: 'How are you?', startMs },
    ]);
  });

  it('are off where none is marked, also the first one', async () => {
    const { outputPath, made } = await dub(lateSource(), {
      subtitles: ['es', 'en'].map((language) => ({ path: subtitleFile(`${language}.srt`, 'Oh.'), language })),
    });

    expect(softTracks(outputPath, made).map(({ flags }) => flags)).toEqual([[], []]);
  });

  it('may be ASS, and may have no cue', async () => {
    const empty = join(folder, 'empty.srt');
    writeFileSync(empty, '');

    const { outputPath, info, made } = await dub(lateSource(), {
      subtitles: [
        { path: subtitleFile('styled.ass', 'Hola.'), language: 'es' },
        { path: empty, language: 'en' },
      ],
    });

    const [styled, silent] = softTracks(outputPath, made);
    const codec = container === 'mp4' ? 'mov_text' : 'ass';
    expect(styled).toMatchObject({ codec, language: 'spa', text: 'Hola.', startMs: HALF_A_SECOND });
    expect(silent).toEqual({ codec: expect.any(String), language: 'eng', title: 'English', flags: [] });
    expect(Math.abs(made.durationMs - info.durationMs)).toBeLessThanOrEqual(frameMs(info));
  });
});

describe('a dub with cloned voices', () => {
  /** What ffprobe says of the file; containers differ in how they write the names of tags. */
  const tagsOf = (path: string): string =>
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags:stream_tags', path], { encoding: 'utf8' });

  it.each([
    ['mp4', ['-c:v', 'libx264', '-c:a', 'aac']],
    ['mkv', ['-c:v', 'mpeg1video', '-r', '25', '-c:a', 'mp3']],
  ])('says in the %s that its speech is synthetic, and one without says nothing', async (extension, codecs) => {
    const videoPath = join(folder, `cloned-source.${extension}`);
    makeClip(videoPath, codecs, { seconds: 1 });
    const info = await probeMedia({ path: videoPath });
    const { extension: ending } = chooseOutputContainer(info.video?.codec ?? '');
    const tell = async (hasClonedVoice: boolean) => {
      const outputPath = join(folder, `cloned-${hasClonedVoice}.${ending}`);
      const audioPath = sineWav(info.durationMs / 1000);
      await muxDub({ videoPath, info, audioPath, language: 'es', hasClonedVoice, outputPath, signal });
      return tagsOf(outputPath);
    };
    const cloned = await tell(true);
    expect(cloned).toMatch(/comment=Speech of this dub is synthetic/i);
    expect(cloned).toContain('http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia');
    expect(await tell(false)).not.toMatch(/synthetic/i);
  });
});
