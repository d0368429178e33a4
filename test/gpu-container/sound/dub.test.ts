import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoise, synthesizeMusic } from '../../../bench/sound/synthesize-music.js';
import { runProcess } from '../../../gpu-container/src/process/run-process.js';
import { measureLoudness } from '../../../gpu-container/src/sound/measure-loudness.js';
import { type MixedDub, mixDub } from '../../../gpu-container/src/sound/mix-dub.js';
import { openWavReader } from '../../../gpu-container/src/sound/open-wav-reader.js';
import { separateSound } from '../../../gpu-container/src/sound/separate-sound.js';
import { verifyDub } from '../../../gpu-container/src/sound/verify-dub.js';
import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import { MixReport } from '../../../pipeline/contracts/mix-report.js';
import { SeparationReport } from '../../../pipeline/contracts/separation-report.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { Verification } from '../../../pipeline/contracts/verification.js';
import type { SpeechRecognizer } from '../../../pipeline/ports/speech-recognizer.js';
import { synthesizeVoice } from '../../pipeline/sound/synthesize-voice.js';
import { temporaryFolder, writeWav } from './temporary-folder.js';

const RATE = 48_000;
const SECONDS = 12;
const DURATION_MS = 12_013;
const signal = new AbortController().signal;
const onProgress = () => undefined;

const transcript: Transcript = {
  language: 'en',
  segments: [
    { id: 'seg_1', startMs: 1500, endMs: 4500, text: 'Good morning to all of you here', words: [] },
    { id: 'seg_2', startMs: 6500, endMs: 9500, text: 'I love this city and the sea', words: [] },
  ],
};
const fit: FitPlan = {
  segments: [
    { id: 'seg_1', startMs: 1500, endMs: 1500 + 3000 / 1.1, rate: 1.1, overlap: 0.9, onsetErrorMs: 0 },
    { id: 'seg_2', startMs: 6550, endMs: 6550 + 3000 / 0.95, rate: 0.95, overlap: 0.98, onsetErrorMs: 50 },
  ],
  summary: { overlap: 0.94, withinNaturalRate: 1, onsetErrorP95Ms: 50, overlappingSegments: 0 },
};
const translation = {
  language: 'es',
  segments: [
    { id: 'seg_1', text: 'Buenos días a todos ustedes' },
    { id: 'seg_2', text: 'Amo esta ciudad y el mar' },
  ],
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const files: Record<'stereo' | 'mono' | 'wideVoice' | 'dub', string> = { stereo: '', mono: '', wideVoice: '', dub: '' };
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
const isSpoken = (i: number) => transcript.segments.some((s) => i >= s.startMs * 48 && i < s.endMs * 48);

beforeAll(async () => {
  folder = await temporaryFolder();
  const voice = synthesizeVoice({ sampleRateHz: RATE, seconds: SECONDS, pitchHz: 120 }).map((x, i) =>
    isSpoken(i) ? x : 0,
  );
  const music = synthesizeMusic({ sampleRateHz: RATE, seconds: SECONDS, width: 1 });
  const noise = createNoise(9);
  const sides = (side: Float32Array) => side.map((x, i) => 0.5 * x + (voice[i] ?? 0));
  files.stereo = await writeWav(join(folder.path, 'stereo.wav'), [sides(music.left), sides(music.right)]);
  const mono = voice.map((x) => 0.2 * x + 0.0005 * noise());
  files.mono = await writeWav(join(folder.path, 'mono.wav'), [mono, mono]);
  const quiet = synthesizeMusic({ sampleRateHz: RATE, seconds: SECONDS, width: 0 }).left;
  files.wideVoice = await writeWav(join(folder.path, 'wide.wav'), [
    quiet.map((x, i) => 0.3 * x + (voice[i] ?? 0)),
    quiet.map((x, i) => 0.3 * x - (voice[i] ?? 0)),
  ]);
  const dub = synthesizeVoice({ sampleRateHz: 22_050, seconds: 3, pitchHz: 180, seed: 8 });
  files.dub = await writeWav(join(folder.path, 'dub.wav'), [dub], 22_050);
});
afterAll(() => folder.remove());

async function newFolder(name: string): Promise<string> {
  const path = join(folder.path, name);
  await mkdir(path, { recursive: true });
  return path;
}

const speech = () => fit.segments.map(({ id }) => ({ id, path: files.dub }));

const mixes = new Map<string, Promise<MixedDub>>();

/** Mixes once per source and profile; tests only read the result. */
function mixOf(source: 'stereo' | 'mono', profile: 'ebu-r128' | 'streaming' | 'web'): Promise<MixedDub> {
  const name = `${source}-${profile}`;
  const mixed = mixes.get(name) ?? mix(name, source, profile);
  mixes.set(name, mixed);
  return mixed;
}

async function mix(
  name: string,
  source: 'stereo' | 'mono',
  profile: 'ebu-r128' | 'streaming' | 'web',
): Promise<MixedDub> {
  const outputDirectory = await newFolder(name);
  const originalPath = files[source];
  const separated = await separateSound({ originalPath, outputDirectory, signal, onProgress });
  const backgroundPath = separated.method === 'centre' ? separated.backgroundPath : undefined;
  const common = { originalPath, backgroundPath, transcript, fit, speech: speech(), profile, outputDirectory };
  return mixDub({ ...common, durationMs: DURATION_MS, signal, onProgress });
}

async function part(path: string, fromMs: number, toMs: number): Promise<Float32Array> {
  const reader = await openWavReader(path);
  const [left = new Float32Array(0)] = await reader.readAt(fromMs * 48, (toMs - fromMs) * 48);
  await reader.close();
  return left;
}

describe('separateSound', () => {
  it('splits a stereo programme into stems that add up to it', async () => {
    const outputDirectory = await newFolder('stems');
    const separated = await separateSound({ originalPath: files.stereo, outputDirectory, signal, onProgress });
    expect(SeparationReport.parse(separated.report)).toMatchObject({ method: 'centre' });
    if (separated.method !== 'centre') throw new Error('expected stems');
    const [original, dialogue, background] = await Promise.all(
      [files.stereo, separated.dialoguePath, separated.backgroundPath].map((path) => part(path, 0, SECONDS * 1000)),
    );
    original?.forEach((sample, i) => {
      const sum = (dialogue?.[i] ?? 0) + (background?.[i] ?? 0);
      if (Math.abs(sum - sample) > 1.01 / 32_768) throw new Error(`stems differ from the original at sample ${i}`);
    });
    expect(original).toHaveLength(SECONDS * RATE);
  });

  it('gives no stems for mono, and none when the voice is not in the middle', async () => {
    const outputDirectory = await newFolder('none');
    const mono = await separateSound({ originalPath: files.mono, outputDirectory, signal, onProgress });
    const wide = await separateSound({ originalPath: files.wideVoice, outputDirectory, signal, onProgress });
    expect([mono.method, wide.method]).toEqual(['duck', 'duck']);
    expect(wide.report.reason).toContain('swapped');
    expect(await readdir(outputDirectory)).toEqual([]);
  });

  it('stops when it is cancelled', async () => {
    const cancelled = {
      originalPath: files.stereo,
      outputDirectory: folder.path,
      signal: AbortSignal.abort(),
      onProgress,
    };
    await expect(separateSound(cancelled)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('mixDub', () => {
  it.each([
    ['stereo', 'ebu-r128', -23],
    ['mono', 'streaming', -16],
    ['stereo', 'web', -14],
  ] as const)('masters a %s original to %s, as ffmpeg measures it too', async (source, profile, target) => {
    const mixed = await mixOf(source, profile);
    const { loudness } = MixReport.parse(mixed.report);
    expect(loudness.isWithinProfile).toBe(true);
    const { stderrTail } = await runProcess({
      program: 'ffmpeg',
      args: ['-nostats', '-hide_banner', '-i', mixed.mixPath, '-af', 'ebur128=peak=true', '-f', 'null', '-'],
      timeLimitMs: 60_000,
    });
    const value = (label: string) =>
      Number(new RegExp(`${label}:\\s+(-?[\\d.]+)`).exec(stderrTail.slice(stderrTail.indexOf('Summary')))?.[1]);
    expect(value('I')).toBeGreaterThan(target - 0.51);
    expect(value('I')).toBeLessThan(target + 0.51);
    expect(Math.abs(value('I') - loudness.integratedLufs)).toBeLessThanOrEqual(0.1);
    expect(value('Peak')).toBeLessThanOrEqual(-1);
    expect(Math.abs(value('LRA') - loudness.loudnessRangeLu)).toBeLessThanOrEqual(0.5);
  });

  it('makes every file exactly as long as the video', async () => {
    const mixed = await mixOf('mono', 'streaming');
    for (const path of [mixed.mixPath, mixed.dialoguePath, mixed.musicAndEffectsPath]) {
      const reader = await openWavReader(path);
      expect(reader).toMatchObject({ frames: Math.round(DURATION_MS * 48), channels: 2, sampleRateHz: RATE });
      await reader.close();
    }
  });

  it('gives the same bytes every time', async () => {
    const digest = async (path: string) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    const [first, second] = [await mixOf('stereo', 'web'), await mix('again', 'stereo', 'web')];
    expect(await digest(second.mixPath)).toBe(await digest(first.mixPath));
    expect(await digest(second.musicAndEffectsPath)).toBe(await digest(first.musicAndEffectsPath));
  });

  it('puts each line where the plan says, as loud as the original, and nothing between', async () => {
    const mixed = await mixOf('mono', 'streaming');
    expect(rms(await part(mixed.dialoguePath, 0, 1490))).toBe(0);
    expect(rms(await part(mixed.dialoguePath, 1550, 4200))).toBeGreaterThan(0.01);
    expect(rms(await part(mixed.dialoguePath, 4400, 6500))).toBe(0);
    for (const { originalLufs, dubLufs, gainDb } of mixed.report.segments) {
      expect(Math.abs(dubLufs + gainDb - originalLufs)).toBeLessThan(0.1);
    }
  });

  it('keeps the room of a mono original and takes its voice out', async () => {
    const mixed = await mixOf('mono', 'streaming');
    const between = rms(await part(mixed.musicAndEffectsPath, 5000, 6200));
    const under = rms(await part(mixed.musicAndEffectsPath, 1700, 4300));
    const dub = rms(await part(mixed.dialoguePath, 1700, 4000));
    expect(20 * Math.log10(under / dub)).toBeLessThan(-20);
    expect(Math.abs(20 * Math.log10(under / between))).toBeLessThan(4);
    expect(mixed.report.voiceResidueDb).toBeLessThan(-20);
  });
});

describe('verifyDub', () => {
  const verify = (mixed: MixedDub, changes: object = {}) =>
    verifyDub({
      mixPath: mixed.mixPath,
      dialoguePath: mixed.dialoguePath,
      transcript,
      translation,
      fit,
      profile: 'streaming' as const,
      expectedDurationMs: DURATION_MS,
      directory: folder.path,
      signal,
      onProgress,
      ...changes,
    });

  it('is sure of a good dub', async () => {
    const mixed = await mixOf('mono', 'streaming');
    const verification = Verification.parse(await verify(mixed));
    expect(verification.findings).toEqual([]);
    expect(verification.confidence).toBe(1);
  });

  it('finds the line that is silent and puts it first', async () => {
    const outputDirectory = await newFolder('silent');
    const mixed = await mixDub({
      originalPath: files.mono,
      transcript,
      fit,
      speech: speech().slice(0, 1),
      profile: 'streaming',
      outputDirectory,
      durationMs: DURATION_MS,
      signal,
      onProgress,
    });
    const verification = await verify(mixed);
    expect(verification.segments[0]).toMatchObject({
      id: 'seg_2',
      confidence: 0,
      findings: [{ kind: 'silent-speech' }],
    });
    expect(verification.segments[1]?.confidence).toBeGreaterThan(0.8);
  });

  it('finds the wrong profile, the wrong length and the old voice', async () => {
    const mixed = await mixOf('mono', 'streaming');
    const verification = await verify(mixed, { profile: 'web', expectedDurationMs: 13_000, voiceResidueDb: -6 });
    expect(verification.findings.map(({ kind }) => kind)).toEqual([
      'duration-off',
      'loudness-off',
      'old-voice-audible',
    ]);
  });

  it('asks a recognizer and reports what it heard', async () => {
    const mixed = await mixOf('mono', 'streaming');
    const engine: SpeechRecognizer = {
      recognize: async ({ speechPath }) => {
        const reader = await openWavReader(speechPath);
        expect(reader).toMatchObject({ sampleRateHz: 16_000, channels: 1, frames: Math.round(DURATION_MS * 16) });
        await reader.close();
        const words = 'buenos días a todos ustedes'
          .split(' ')
          .map((text, i) => ({ text, startMs: 1600 + i * 300, endMs: 1850 + i * 300 }));
        return { language: 'es', segments: [{ id: 'x', startMs: 1600, endMs: 3000, text: '', words }] };
      },
    };
    const verification = await verify(mixed, { recognizer: { id: 'test-ears', engine } });
    expect(verification.recognizer).toBe('test-ears');
    expect(verification.segments.map(({ id, wordErrorRate }) => [id, wordErrorRate])).toEqual([
      ['seg_2', 1],
      ['seg_1', 0],
    ]);
    expect(await readdir(folder.path)).not.toContain('listening-copy.wav');
  });
});

describe('measureLoudness', () => {
  it('refuses a file that is not at the programme rate', async () => {
    await expect(measureLoudness({ path: files.dub, profile: 'web', signal })).rejects.toMatchObject({
      code: 'source-damaged',
    });
  });
});
