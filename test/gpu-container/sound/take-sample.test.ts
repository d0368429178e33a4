import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWavWriter } from '../../../gpu-container/src/sound/create-wav-writer.js';
import { openWavReader } from '../../../gpu-container/src/sound/open-wav-reader.js';
import { takeSample } from '../../../gpu-container/src/sound/take-sample.js';

const RATE_HZ = 48_000;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-sample-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Voice {
  readonly fromS: number;
  readonly toS: number;
  readonly amplitude: number;
  readonly hz: number;
}

/** A stereo programme of tones that come and go a few times a second, over a faint hiss. */
async function programme(name: string, voices: readonly Voice[], lengthS: number): Promise<string> {
  const path = join(folder, name);
  const writer = await createWavWriter({ path, sampleRateHz: RATE_HZ, channels: 2, format: 's16' });
  let noise = 1;
  for (let second = 0; second < lengthS; second++) {
    const block = Float32Array.from({ length: RATE_HZ }, (_, at) => {
      const time = second + at / RATE_HZ;
      noise = (noise * 16_807) % 2_147_483_647;
      const hiss = (noise / 2_147_483_647 - 0.5) * 0.001;
      const speaking = voices.filter(({ fromS, toS }) => time >= fromS && time < toS);
      return speaking.reduce((sum, { amplitude, hz }) => {
        const syllable = Math.max(0, Math.sin(2 * Math.PI * 3 * time));
        return sum + amplitude * syllable * Math.sin(2 * Math.PI * hz * time);
      }, hiss);
    });
    await writer.write([block, block]);
  }
  await writer.close();
  return path;
}

const take = (soundPath: string, spans: ReadonlyArray<readonly [number, number]>, name = 'sample.wav') =>
  takeSample({
    soundPath,
    spans: spans.map(([startMs, endMs]) => ({ startMs, endMs })),
    outputPath: join(folder, name),
    signal: new AbortController().signal,
  });

async function peakAndPitch(name: string): Promise<{ peak: number; hz: number; rateHz: number; seconds: number }> {
  const reader = await openWavReader(join(folder, name));
  const [samples = new Float32Array()] = await reader.read(reader.frames);
  await reader.close();
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const loud = samples.findIndex((sample) => Math.abs(sample) > peak / 2);
  let crossings = 0;
  const window = Math.round(reader.sampleRateHz / 20);
  for (let at = loud + 1; at < loud + window; at++)
    if ((samples[at - 1] ?? 0) < 0 !== (samples[at] ?? 0) < 0) crossings += 1;
  return { peak, hz: (crossings / 2) * 20, rateHz: reader.sampleRateHz, seconds: samples.length / reader.sampleRateHz };
}

describe('a sample of a voice', () => {
  it('is cut out of the programme, mono at the rate models hear, and brought to one level', async () => {
    const path = await programme('quiet.wav', [{ fromS: 2, toS: 9, amplitude: 0.02, hz: 200 }], 10);
    const report = await take(path, [[2000, 9000]]);
    expect(report).toMatchObject({ durationMs: 7000, spans: [{ startMs: 2000, endMs: 9000 }] });
    expect(report.speechDb).toBeLessThan(-35);
    const { peak, hz, rateHz, seconds } = await peakAndPitch('sample.wav');
    expect([rateHz, seconds]).toEqual([24_000, 7]);
    expect(peak).toBeGreaterThan(0.1);
    expect(Math.abs(hz - 200)).toBeLessThanOrEqual(20);
  });

  it('is made of the clean parts, joined with a breath', async () => {
    const path = await programme(
      'parts.wav',
      [
        { fromS: 0, toS: 4, amplitude: 0.3, hz: 150 },
        { fromS: 5, toS: 9, amplitude: 0.01, hz: 150 },
        { fromS: 10, toS: 13, amplitude: 0.3, hz: 150 },
        { fromS: 14, toS: 18, amplitude: 1.5, hz: 150 },
      ],
      19,
    );
    const spans = [
      [0, 4000],
      [5000, 9000],
      [10_000, 13_000],
      [14_000, 18_000],
    ] as const;
    const report = await take(path, spans, 'parts-sample.wav');
    expect(report.spans).toEqual([
      { startMs: 0, endMs: 4000 },
      { startMs: 10_000, endMs: 13_000 },
    ]);
    expect(report.durationMs).toBe(7200);
  });

  it('is the same bytes every time', async () => {
    const path = await programme('same.wav', [{ fromS: 0, toS: 8, amplitude: 0.3, hz: 180 }], 8);
    await take(path, [[0, 8000]], 'one.wav');
    await take(path, [[0, 8000]], 'two.wav');
    expect(await readFile(join(folder, 'one.wav'))).toEqual(await readFile(join(folder, 'two.wav')));
  });

  it('is not made of too little, and nothing is written then', async () => {
    const path = await programme('short.wav', [{ fromS: 0, toS: 3, amplitude: 0.3, hz: 180 }], 4);
    expect(await take(path, [[0, 3000]], 'none.wav')).toEqual({
      durationMs: 0,
      spans: [],
      reason: 'Only 3.0 s of clear speech of this speaker alone were found; 5 s are needed.',
    });
    await expect(stat(join(folder, 'none.wav'))).rejects.toThrow();
  });

  it('ends with the sound where a transcript goes on beyond it, and stops when it is cancelled', async () => {
    const path = await programme('early.wav', [{ fromS: 0, toS: 7, amplitude: 0.3, hz: 180 }], 7);
    const report = await take(
      path,
      [
        [0, 7000],
        [60_000, 70_000],
      ],
      'early-sample.wav',
    );
    expect(report.durationMs).toBe(7000);
    const spans = [{ startMs: 0, endMs: 7000 }];
    const cancelled = { soundPath: path, spans, outputPath: join(folder, 'c.wav'), signal: AbortSignal.abort() };
    await expect(takeSample(cancelled)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
