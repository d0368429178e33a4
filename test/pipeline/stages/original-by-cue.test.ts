import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { Transcript } from '../../../pipeline/contracts/transcript.js';
import { originalByCue } from '../../../pipeline/stages/original-by-cue.js';
import type { Cue } from '../../../pipeline/subtitles/model/cue.js';
import { lineText, plainLines } from '../../../pipeline/subtitles/model/cue-text.js';

const segment = (id: string, startMs: number, endMs: number, text: string) => ({
  ...{ id, startMs, endMs, text },
  words: [],
});
const heard = (segments: Transcript['segments'], language = 'en'): Transcript => ({ language, segments });
const cue = (startMs: number, endMs: number): Cue => ({ startMs, endMs, lines: plainLines('…') });
const dubbedAt = (places: Readonly<Record<string, readonly [number, number]>>): FitPlan => ({
  segments: Object.entries(places).map(([id, [startMs, endMs]]) => ({
    ...{ id, startMs, endMs, rate: 1, overlap: 1, onsetErrorMs: 0 },
  })),
  summary: { overlap: 1, withinNaturalRate: 1, onsetErrorP95Ms: 0, overlappingSegments: 0 },
});
const texts = (cues: readonly Cue[]): string[] => cues.map(({ lines }) => lines.map(lineText).join('\n'));

describe('originalByCue', () => {
  it('gives a cue that spans two segments the words of both, and two cues of one segment their share', () => {
    const transcript = heard([
      segment('a', 0, 4000, 'Nobody is available to take your call'),
      segment('b', 4000, 6000, 'Something is wrong'),
    ]);
    const cues = [cue(0, 2000), cue(2080, 6000)];

    const paired = originalByCue({ cues, transcript, fit: dubbedAt({ a: [0, 4000], b: [4000, 6000] }) });

    expect(texts(paired)).toEqual(['Nobody is available', 'to take your call Something is wrong']);
    expect(paired.map(({ startMs }) => startMs)).toEqual([0, 2080]);
  });

  it('follows a dub that is spoken later than the original', () => {
    const transcript = heard([segment('a', 0, 1000, 'One'), segment('b', 1000, 2000, 'Two')]);

    const paired = originalByCue({
      cues: [cue(3000, 4000), cue(5000, 6000)],
      transcript,
      fit: dubbedAt({ a: [3000, 4000], b: [5000, 6000] }),
    });

    expect(texts(paired)).toEqual(['One', 'Two']);
  });

  it('puts no space between Japanese sentences', () => {
    const transcript = heard([segment('a', 0, 1000, 'はい。'), segment('b', 1000, 2000, 'そうです。')], 'ja');

    const paired = originalByCue({ cues: [cue(0, 2000)], transcript, fit: dubbedAt({}) });

    expect(texts(paired)).toEqual(['はい。そうです。']);
  });

  it('loses no word and says none twice, wherever the cues are', () => {
    const times = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(times, times, (segmentLengths, cueLengths) => {
        let startMs = 0;
        const segments = segmentLengths.map((length, index) => {
          const next = segment(`s${index}`, startMs, startMs + length, `w${index}a w${index}b w${index}c`);
          startMs += length;
          return next;
        });
        let cueStartMs = 500;
        const cues = cueLengths.map((length) => {
          const next = cue(cueStartMs, cueStartMs + length);
          cueStartMs += length + 80;
          return next;
        });

        const paired = originalByCue({ cues, transcript: heard(segments), fit: dubbedAt({}) });

        expect(texts(paired).join(' ')).toBe(segments.map(({ text }) => text).join(' '));
      }),
    );
  });
});
