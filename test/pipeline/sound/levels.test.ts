import { describe, expect, it } from 'vitest';
import { backgroundPower } from '../../../pipeline/sound/background-power.js';
import { createPowerEnvelope } from '../../../pipeline/sound/create-power-envelope.js';
import { createSpanRamp } from '../../../pipeline/sound/create-span-ramp.js';
import { findGap } from '../../../pipeline/sound/find-gap.js';
import { joinSpans } from '../../../pipeline/sound/join-spans.js';
import { planDubGains } from '../../../pipeline/sound/plan-dub-gains.js';
import { spanLevel } from '../../../pipeline/sound/span-level.js';
import { speechLevel } from '../../../pipeline/sound/speech-level.js';

const RATE = 16_000;
const tone = (level: number, seconds: number) =>
  Float32Array.from({ length: seconds * RATE }, (_, i) => level * Math.sin((2 * Math.PI * 1000 * i) / RATE));

function envelopeOf(parts: readonly Float32Array[]): Float64Array {
  const envelope = createPowerEnvelope({ sampleRateHz: RATE, channels: 1 });
  for (const part of parts) envelope.push([part]);
  return envelope.powers();
}

describe('speechLevel', () => {
  it('does not let pauses pull the level down', () => {
    const dense = speechLevel(envelopeOf([tone(0.1, 2)]));
    const sparse = speechLevel(envelopeOf([tone(0.1, 1), new Float32Array(3 * RATE), tone(0.1, 1)]));
    expect(Math.abs(dense - sparse)).toBeLessThan(0.5);
    expect(dense).toBeCloseTo(-23, 0);
  });

  it('is −70 for silence and for nothing', () => {
    expect(speechLevel(envelopeOf([new Float32Array(RATE)]))).toBe(-70);
    expect(speechLevel(new Float64Array(0))).toBe(-70);
  });
});

describe('spanLevel', () => {
  it('takes the background off before it judges the speech', () => {
    const powers = envelopeOf([tone(0.1, 2), tone(0.2, 2)]);
    const spans = [{ startMs: 2000, endMs: 4000 }];
    const under = backgroundPower(powers, spans);
    const plain = spanLevel({ powers, span: { startMs: 2100, endMs: 3900 }, backgroundPower: 0 });
    const clean = spanLevel({ powers, span: { startMs: 2100, endMs: 3900 }, backgroundPower: under });
    expect(plain - clean).toBeCloseTo(1.25, 1);
  });

  it('has no background where someone always speaks', () => {
    expect(backgroundPower(envelopeOf([tone(0.1, 1)]), [{ startMs: 0, endMs: 5000 }])).toBe(0);
  });
});

describe('planDubGains', () => {
  it('makes every line as loud as its original', () => {
    const gains = planDubGains([
      { id: 'a', originalLufs: -20, dubLufs: -26 },
      { id: 'b', originalLufs: -24, dubLufs: -22 },
    ]);
    expect(gains.get('a')).toBeCloseTo(6, 9);
    expect(gains.get('b')).toBeCloseTo(-2, 9);
  });

  it('does not follow an original line into noise, and takes the speaker’s usual level where there is none', () => {
    const gains = planDubGains([
      { id: 'a', speaker: 'spk_1', originalLufs: -20, dubLufs: -20 },
      { id: 'b', speaker: 'spk_1', originalLufs: -20, dubLufs: -20 },
      { id: 'c', speaker: 'spk_1', originalLufs: -55, dubLufs: -20 },
      { id: 'd', speaker: 'spk_1', originalLufs: -70, dubLufs: -25 },
      { id: 'e', speaker: 'spk_2', originalLufs: -70, dubLufs: -30 },
    ]);
    expect(gains.get('c')).toBeCloseTo(-8, 9);
    expect(gains.get('d')).toBeCloseTo(5, 9);
    expect(gains.get('e')).toBeCloseTo(10, 9);
  });

  it('leaves a silent dub alone', () => {
    expect(planDubGains([{ id: 'a', originalLufs: -20, dubLufs: -70 }]).get('a')).toBe(0);
  });
});

describe('spans', () => {
  it('pads, sorts and joins', () => {
    const spans = [
      { startMs: 5000, endMs: 6000 },
      { startMs: 50, endMs: 1000 },
      { startMs: 1300, endMs: 2000 },
      { startMs: 3000, endMs: 3000 },
    ];
    expect(joinSpans({ spans, padBeforeMs: 100, padAfterMs: 100, joinMs: 150 })).toEqual([
      { startMs: 0, endMs: 2100 },
      { startMs: 4900, endMs: 6100 },
    ]);
  });

  it('ramps in before a span and out after it, and never dips between near ones', () => {
    const ramp = createSpanRamp({
      spans: [
        { startMs: 100, endMs: 200 },
        { startMs: 240, endMs: 300 },
      ],
      rampMs: 50,
    });
    expect([0, 50, 100, 150, 200].map(ramp)).toEqual([0, 0, 1, 1, 1]);
    expect(ramp(75)).toBeCloseTo(0.5, 9);
    expect(ramp(220)).toBeGreaterThan(0.6);
    expect(ramp(325)).toBeCloseTo(0.5, 9);
    expect(ramp(351)).toBe(0);
    expect(ramp(150)).toBe(1);
  });

  it('finds the first gap that is long enough, else the longest useful one', () => {
    const spans = [
      { startMs: 100, endMs: 1000 },
      { startMs: 1600, endMs: 2000 },
      { startMs: 5000, endMs: 9900 },
    ];
    expect(findGap({ spans, endMs: 10_000, leastMs: 150, mostMs: 2000 })).toEqual({ startMs: 2000, endMs: 4000 });
    expect(findGap({ spans, endMs: 10_000, leastMs: 150, mostMs: 9000 })).toEqual({ startMs: 2000, endMs: 5000 });
    expect(
      findGap({ spans: [{ startMs: 0, endMs: 10_000 }], endMs: 10_000, leastMs: 150, mostMs: 900 }),
    ).toBeUndefined();
  });
});
