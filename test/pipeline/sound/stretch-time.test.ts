import { assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paceSpeech } from '../../../pipeline/sound/pace-speech.js';
import { stretchTime } from '../../../pipeline/sound/stretch-time.js';
import { trackPitch } from '../../../pipeline/sound/track-pitch.js';
import { synthesizeVoice } from './synthesize-voice.js';

const RATE = 16_000;
const voice = synthesizeVoice({ sampleRateHz: RATE, seconds: 4, pitchHz: 120 });

const medianPitch = (samples: Float32Array): number => {
  const pitches = [...trackPitch({ samples, sampleRateHz: RATE })].filter((hz) => hz > 0).sort((a, b) => a - b);
  return pitches[Math.floor(pitches.length / 2)] ?? 0;
};
const power = (samples: Float32Array): number => samples.reduce((sum, x) => sum + x * x, 0) / samples.length;

describe('stretchTime', () => {
  it('gives exactly the length that was asked for and keeps pitch and level', () => {
    const pitch = medianPitch(voice);
    assert(
      property(double({ min: 0.7, max: 1.6, noNaN: true }), (rate) => {
        const paced = stretchTime({ samples: voice, sampleRateHz: RATE, rate });
        expect(paced).toHaveLength(Math.round(voice.length / rate));
        // The pitch glides, so the median shifts a little with what is repeated or left out; resampling would shift it by the rate.
        expect(Math.abs(medianPitch(paced) / pitch - 1)).toBeLessThan(0.06);
        expect(Math.abs(10 * Math.log10(power(paced) / power(voice)))).toBeLessThan(1);
      }),
      { numRuns: 12 },
    );
  });

  it('leaves speech at natural rate alone', () => {
    expect(stretchTime({ samples: voice, sampleRateHz: RATE, rate: 1 })).toEqual(voice);
  });

  it('copes with a line shorter than one frame', () => {
    expect(stretchTime({ samples: new Float32Array([0.5, 0.5]), sampleRateHz: RATE, rate: 0.5 })).toHaveLength(4);
    expect(stretchTime({ samples: new Float32Array(0), sampleRateHz: RATE, rate: 1.2 })).toHaveLength(0);
  });
});

describe('paceSpeech', () => {
  it('puts silence where a pause is wanted, at the place the faster speech has it', () => {
    const pauses = [{ atMs: 2000, durationMs: 500 }];
    const paced = paceSpeech({ samples: voice, sampleRateHz: RATE, rate: 1.25, pauses });
    expect(paced).toHaveLength(Math.round(voice.length / 1.25) + RATE / 2);
    const pause = paced.subarray((2000 / 1.25) * 16, (2000 / 1.25 + 500) * 16);
    expect(power(pause)).toBe(0);
    expect(power(paced.subarray(0, 1500 * 16))).toBeGreaterThan(0);
    expect(power(paced.subarray(2300 * 16))).toBeGreaterThan(0);
  });

  it('ignores where a pause lies beyond the end but keeps its length', () => {
    const paced = paceSpeech({
      samples: voice,
      sampleRateHz: RATE,
      rate: 1,
      pauses: [{ atMs: 9000, durationMs: 100 }],
    });
    expect(paced).toHaveLength(voice.length + 1600);
    expect(power(paced.subarray(0, voice.length))).toBeGreaterThan(0);
  });
});
