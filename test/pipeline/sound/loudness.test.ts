import { describe, expect, it } from 'vitest';
import { createLoudnessMeter } from '../../../pipeline/sound/create-loudness-meter.js';
import { createProgrammeMeter } from '../../../pipeline/sound/create-programme-meter.js';
import { createTruePeakDetector } from '../../../pipeline/sound/create-true-peak-detector.js';

const RATE = 48_000;

/** A sine at `dbfs` for `seconds`, as the test signals of EBU Tech 3341 and 3342 are described. */
function sine(dbfs: number, seconds: number, hz = 1000, phase = 0): Float32Array {
  const level = 10 ** (dbfs / 20);
  const length = Math.round(seconds * RATE);
  return Float32Array.from({ length }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / RATE + phase));
}

function measure(parts: readonly Float32Array[]) {
  const meter = createLoudnessMeter({ sampleRateHz: RATE, channels: 2 });
  for (const part of parts) meter.push([part, part]);
  return meter.result();
}

describe('loudness after EBU Tech 3341', () => {
  it('reads −23 LUFS for a stereo sine at −23 dBFS (case 1)', () => {
    expect(measure([sine(-23, 20)]).integratedLufs).toBeCloseTo(-23, 1);
  });

  it('leaves out parts under the relative gate (case 3)', () => {
    expect(measure([sine(-36, 10), sine(-23, 60), sine(-36, 10)]).integratedLufs).toBeCloseTo(-23, 1);
  });

  it('leaves out parts under the absolute gate (case 4)', () => {
    const parts = [sine(-72, 10), sine(-36, 10), sine(-23, 60), sine(-36, 10), sine(-72, 10)];
    expect(measure(parts).integratedLufs).toBeCloseTo(-23, 1);
  });

  it('reads the same at 44.1 kHz', () => {
    const meter = createLoudnessMeter({ sampleRateHz: 44_100, channels: 2 });
    const tone = Float32Array.from({ length: 441_000 }, (_, i) => 0.1 * Math.sin((2 * Math.PI * 1000 * i) / 44_100));
    meter.push([tone, tone]);
    expect(meter.result().integratedLufs).toBeCloseTo(-20, 1);
  });

  it('writes silence as −70', () => {
    expect(measure([new Float32Array(RATE * 5)]).integratedLufs).toBe(-70);
    expect(measure([]).integratedLufs).toBe(-70);
  });
});

describe('loudness range after EBU Tech 3342', () => {
  it('reads 10 LU for −20 then −30 dBFS (case 1)', () => {
    expect(measure([sine(-20, 20), sine(-30, 20)]).loudnessRangeLu).toBeCloseTo(10, 0);
  });

  it('reads 15 LU for steps of −50, −35, −20, −35, −50 dBFS (case 4)', () => {
    const parts = [-50, -35, -20, -35, -50].map((dbfs) => sine(dbfs, 20));
    expect(measure(parts).loudnessRangeLu).toBeCloseTo(15, 0);
  });
});

describe('true peak', () => {
  it('sees a peak that lies between the samples', () => {
    const detector = createTruePeakDetector();
    const tone = sine(-6.02, 0.1, RATE / 4, Math.PI / 4);
    const peaks = new Float32Array(tone.length);
    detector.push(tone, peaks);
    const samplePeak = tone.reduce((high, x) => Math.max(high, Math.abs(x)), 0);
    const truePeak = peaks.subarray(100, -100).reduce((high, x) => Math.max(high, x), 0);
    expect(20 * Math.log10(samplePeak)).toBeCloseTo(-9.03, 1);
    expect(20 * Math.log10(truePeak)).toBeCloseTo(-6.02, 1);
  });
});

describe('createProgrammeMeter', () => {
  it('judges a programme against its profile', () => {
    const meter = createProgrammeMeter(RATE);
    const tone = sine(-23, 6);
    meter.push({ left: tone, right: tone });
    expect(meter.report('ebu-r128')).toMatchObject({ isWithinProfile: true, targetLufs: -23 });
    expect(meter.report('web').isWithinProfile).toBe(false);
  });

  it('fails a programme whose true peak is above −1 dBTP, however right its loudness is', () => {
    const meter = createProgrammeMeter(RATE);
    const tone = sine(-14, 20);
    const loud = tone.slice();
    loud[30_000] = 0.99;
    meter.push({ left: loud, right: tone });
    expect(meter.report('web').isWithinProfile).toBe(false);
  });

  it('keeps the curve short for a long programme and does not lose a shout', () => {
    const meter = createProgrammeMeter(8000);
    const quiet = new Float32Array(8000 * 60);
    for (let minute = 0; minute < 20; minute++) meter.push({ left: quiet, right: quiet });
    const shout = Float32Array.from({ length: 8000 * 3 }, (_, i) => 0.5 * Math.sin(i));
    meter.push({ left: shout, right: shout });
    const { curve } = meter.report('web');
    expect(curve.lufs.length).toBeLessThanOrEqual(600);
    expect(Math.max(...curve.lufs)).toBeGreaterThan(-10);
  });
});
