import { describe, expect, it } from 'vitest';
import { createNoise, synthesizeMusic } from '../../../bench/sound/synthesize-music.js';
import { createCentreExtractor } from '../../../pipeline/sound/create-centre-extractor.js';
import { createResidueMeter } from '../../../pipeline/sound/create-residue-meter.js';
import type { FilteredBlock, StereoBlock } from '../../../pipeline/sound/create-spectral-filter.js';
import { createVoiceSuppressor } from '../../../pipeline/sound/create-voice-suppressor.js';
import { judgeStems } from '../../../pipeline/sound/judge-stems.js';
import { measureDistortion } from '../../../pipeline/sound/measure-distortion.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { scoreSpeech } from '../../../pipeline/sound/score-speech.js';
import { subtractBlocks } from '../../../pipeline/sound/subtract-blocks.js';
import { synthesizeVoice } from './synthesize-voice.js';

const RATE = 48_000;
const SECONDS = 10;
const voice = synthesizeVoice({ sampleRateHz: RATE, seconds: SECONDS, pitchHz: 130 });
const music = synthesizeMusic({ sampleRateHz: RATE, seconds: SECONDS, width: 1 });
const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
const level = rms(voice) / rms(music.left);
const band = { left: music.left.map((x) => x * level), right: music.right.map((x) => x * level) };
const mixed = {
  left: band.left.map((x, i) => x + (voice[i] ?? 0)),
  right: band.right.map((x, i) => x + (voice[i] ?? 0)),
};

interface Streamed {
  push(block: StereoBlock): FilteredBlock;
  flush(): FilteredBlock;
}

function stream(filter: Streamed, input: StereoBlock): FilteredBlock {
  const blocks: FilteredBlock[] = [];
  for (let from = 0; from < input.left.length; from += 30_000) {
    const cut = (side: Float32Array) => side.subarray(from, from + 30_000);
    blocks.push(filter.push({ left: cut(input.left), right: cut(input.right) }));
  }
  blocks.push(filter.flush());
  const join = (pick: (block: FilteredBlock) => Float32Array) => Float32Array.from(blocks.flatMap((b) => [...pick(b)]));
  return {
    dry: { left: join((b) => b.dry.left), right: join((b) => b.dry.right) },
    wet: { left: join((b) => b.wet.left), right: join((b) => b.wet.right) },
  };
}

describe('createCentreExtractor', () => {
  const separated = stream(createCentreExtractor(RATE), mixed);
  const dialogue = subtractBlocks(separated.dry, separated.wet);

  it('lifts the voice by at least 7 dB out of music of the same level, and the music out of the voice', () => {
    const gain = (reference: Float32Array, estimate: Float32Array) =>
      measureDistortion({ reference, estimate }) - measureDistortion({ reference, estimate: mixed.left });
    expect(gain(voice, dialogue.left)).toBeGreaterThan(7);
    expect(gain(band.left, separated.wet.left)).toBeGreaterThan(7);
  });

  it('makes stems that add up to the original', () => {
    expect(dialogue.left).toHaveLength(mixed.left.length);
    const worst = mixed.left.reduce((high, sample, i) => {
      const sum = (dialogue.left[i] ?? Number.NaN) + (separated.wet.left[i] ?? Number.NaN);
      return Math.max(high, Math.abs(sum - sample));
    }, 0);
    expect(worst).toBeLessThan(1e-6);
  });

  it('tells the stems apart, also when they are swapped', () => {
    const score = (samples: Float32Array) =>
      scoreSpeech({ samples: resample({ samples, fromHz: RATE, toHz: 16_000 }), sampleRateHz: 16_000 });
    const right = { dialogue: score(dialogue.left), background: score(separated.wet.left) };
    expect(judgeStems([right]).isTrusted).toBe(true);
    const swapped = judgeStems([{ dialogue: right.background, background: right.dialogue }]);
    expect(swapped).toMatchObject({ isTrusted: false, reason: expect.stringContaining('swapped') });
  });

  it('keeps the residue of the voice in the background under −15 dB', () => {
    const meter = createResidueMeter({ sampleRateHz: RATE, spans: [{ startMs: 0, endMs: 1e6 }], isVoiceAlone: true });
    meter.push({ left: voice, right: voice }, separated.wet);
    expect(meter.residueDb()).toBeLessThan(-15);
  });
});

describe('judgeStems', () => {
  it('does not trust stems that both hold the voice, or neither', () => {
    expect(judgeStems([{ dialogue: 0.7, background: 0.65 }]).isTrusted).toBe(false);
    expect(judgeStems([{ dialogue: 1, background: 0.7 }]).isTrusted).toBe(false);
    expect(judgeStems([{ dialogue: 0.1, background: 0.05 }]).isTrusted).toBe(false);
    expect(judgeStems([]).isTrusted).toBe(false);
  });
});

describe('createVoiceSuppressor', () => {
  const noise = createNoise(5);
  const room = Float32Array.from({ length: RATE * SECONDS }, () => 0.004 * noise());
  const isSpoken = (i: number) => i >= 3 * RATE && i < 7 * RATE;
  const programme = room.map((x, i) => x + (isSpoken(i) ? (voice[i] ?? 0) : 0));
  const spans = [{ startMs: 2900, endMs: 7180 }];
  const suppressor = createVoiceSuppressor({ sampleRateHz: RATE, spans });
  suppressor.learn({ left: programme.slice(0, 2 * RATE), right: programme.slice(0, 2 * RATE) });
  const { wet } = stream(suppressor, { left: programme, right: programme });

  it('leaves less than −20 dB of the voice, measured against the voice itself', () => {
    const meter = createResidueMeter({
      sampleRateHz: RATE,
      spans: [{ startMs: 3000, endMs: 7000 }],
      isVoiceAlone: true,
    });
    meter.push({ left: voice, right: voice }, wet);
    expect(meter.residueDb()).toBeLessThan(-20);
  });

  it('keeps the room tone at its level under the gap the voice leaves', () => {
    const under = wet.left.subarray(3.5 * RATE, 6.5 * RATE);
    expect(20 * Math.log10(rms(under) / rms(room))).toBeGreaterThan(-4);
    expect(20 * Math.log10(rms(under) / rms(room))).toBeLessThan(1);
  });

  it('changes nothing where nobody speaks', () => {
    for (const at of [0.5 * RATE, 2 * RATE, 8 * RATE]) expect(wet.left[at]).toBeCloseTo(programme[at] ?? 0, 5);
  });

  it('lowers the programme even when no background was ever heard', () => {
    const blind = createVoiceSuppressor({ sampleRateHz: RATE, spans: [{ startMs: 0, endMs: 1e6 }] });
    const { wet: rest } = stream(blind, { left: voice, right: voice });
    expect(20 * Math.log10(rms(rest.left) / rms(voice))).toBeLessThan(-18);
  });
});
