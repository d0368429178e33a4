import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractAudio } from '../../../gpu-container/src/media/extract-audio.js';
import { extractSpeechAudio } from '../../../gpu-container/src/media/extract-speech-audio.js';
import { muxDub } from '../../../gpu-container/src/media/mux-dub.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import { readWav } from '../../../gpu-container/src/media/read-wav.js';
import { samplePath } from '../../samples/sample-path.js';
import { makeClip } from './make-clip.js';

const signal = new AbortController().signal;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-extract-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the mix works on. */
const PROGRAMME = { sampleRateHz: 48_000, channels: 2, codec: 'pcm_s16le' } as const;

/** Silence, then a tone from 2 s to 3 s. */
const TONE_AT_2S = "aevalsrc='0.5*sin(880*PI*t)*between(t,2,3)':s=48000:d=4";

const onsetMs = async (wavPath: string): Promise<number> => {
  const { samples, sampleRateHz } = await readWav(wavPath);
  const at = samples.findIndex((sample) => Math.abs(sample) > 3000);
  return (at * 1000) / sampleRateHz;
};

const speechOf = async (sourcePath: string): Promise<string> => {
  const info = await probeMedia({ path: sourcePath });
  const outputPath = join(folder, 'speech.wav');
  await extractSpeechAudio({ sourcePath, info, outputPath, signal });
  return outputPath;
};

/** name, options of the source, when the tone sounds after the first picture */
const CLIPS: ReadonlyArray<readonly [string, readonly string[], number]> = [
  ['plain.mp4', ['-c:v', 'libx264', '-c:a', 'aac'], 2000],
  ['late-sound.mp4', ['-af', 'asetpts=PTS+0.7/TB', '-c:v', 'libx264', '-c:a', 'aac'], 2700],
  ['late-sound.mkv', ['-af', 'asetpts=PTS+0.7/TB', '-c:v', 'libx264', '-c:a', 'flac'], 2700],
  ['late-picture.mkv', ['-vf', 'setpts=PTS+0.5/TB', '-c:v', 'libx264', '-c:a', 'flac'], 1500],
  ['clock.ts', ['-c:v', 'libx264', '-c:a', 'aac', '-output_ts_offset', '50'], 2000],
  ['program.mpg', ['-c:v', 'mpeg1video', '-c:a', 'mp2'], 2000],
];

describe('extracting sound', () => {
  it.each(CLIPS)('%s: the tone stands where the picture has it', async (name, args, expectedMs) => {
    const sourcePath = join(folder, name);
    makeClip(sourcePath, args, { sound: TONE_AT_2S });

    const info = await probeMedia({ path: sourcePath });
    const speech = await readWav(await speechOf(sourcePath));

    expect(Math.abs((await onsetMs(join(folder, 'speech.wav'))) - expectedMs)).toBeLessThanOrEqual(30);
    expect(speech.samples.length).toBe(Math.round((info.durationMs * 16_000) / 1000));
  });

  it.each(CLIPS.filter(([name]) => name !== 'program.mpg'))(
    '%s: so it does after the way through the dub',
    async (name, args, expectedMs) => {
      const sourcePath = join(folder, name);
      makeClip(sourcePath, args, { sound: TONE_AT_2S });
      const info = await probeMedia({ path: sourcePath });
      const audioPath = join(folder, 'original.wav');
      const outputPath = join(folder, `dub-${name}.mp4`);
      await extractAudio({ sourcePath, info, outputPath: audioPath, signal }, PROGRAMME);

      await muxDub({ videoPath: sourcePath, info, audioPath, language: 'es', outputPath, signal });

      expect(Math.abs((await onsetMs(await speechOf(outputPath))) - expectedMs)).toBeLessThanOrEqual(30);
    },
  );

  it('makes the same bytes every time', async ({ skip }) => {
    const sourcePath = samplePath('samples/talk/open-dubbing__englishvideo.mp4');
    if (sourcePath === undefined) return skip('sample englishvideo.mp4 is not on this machine');
    const info = await probeMedia({ path: sourcePath });
    const paths = [join(folder, 'one.wav'), join(folder, 'two.wav')];

    for (const outputPath of paths) await extractAudio({ sourcePath, info, outputPath, signal }, PROGRAMME);

    const [one, two] = paths.map((path) => readFileSync(path));
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
  });

  it('reports progress up to the end and stops when cancelled', async () => {
    const sourcePath = join(folder, 'long.mp4');
    makeClip(sourcePath, ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'], { seconds: 60 });
    const info = await probeMedia({ path: sourcePath });
    const fractions: number[] = [];
    const outputPath = join(folder, 'long.wav');

    await extractSpeechAudio({
      sourcePath,
      info,
      outputPath,
      signal,
      onProgress: (fraction) => fractions.push(fraction),
    });
    const cancelled = extractSpeechAudio({ sourcePath, info, outputPath, signal: AbortSignal.abort() });

    expect(fractions.at(-1)).toBeCloseTo(1, 1);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});
