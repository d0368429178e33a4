import { describe, expect, it } from 'vitest';
import { drawWaveform } from '../../../pipeline/receipt/draw-waveform.js';
import { timeScale } from '../../../pipeline/receipt/time-scale.js';
import { Waveform } from '../../../pipeline/receipt/waveform.js';
import { waveformPath } from '../../../pipeline/receipt/waveform-path.js';

describe('drawWaveform', () => {
  it('keeps the highest peak of every step, whatever the sign, and never more than full scale', () => {
    const samples = new Float32Array(1000);
    samples[10] = -0.5;
    samples[450] = 0.25;
    samples[999] = 1.7;

    const waveform = Waveform.parse(drawWaveform({ samples, sampleRateHz: 1000, stepMs: 200 }));

    expect(waveform).toEqual({ stepMs: 200, peaks: [0.5, 0, 0.25, 0, 1] });
  });

  it('does not drift where a step is no whole number of samples', () => {
    expect(drawWaveform({ samples: new Float32Array(44_100), sampleRateHz: 44_100, stepMs: 3 }).peaks).toHaveLength(
      334,
    );
  });
});

describe('waveformPath', () => {
  it('draws a peak where it is in time, and a quiet sound as large as a loud one', () => {
    const scale = timeScale(10_000);
    const peaks = Array.from({ length: 100 }, (_, index) => (index === 50 ? 0.1 : 0));
    const path = waveformPath({ stepMs: 100, peaks }, { scale, middlePx: 50, halfHeightPx: 40 });

    const highest = path
      .slice(1, -1)
      .split('L')
      .map((point) => point.split(' ').map(Number))
      .find(([, y]) => y === 10);
    expect(highest?.[0]).toBeCloseTo(5000 * scale.pxPerMs, -1);
  });
});
