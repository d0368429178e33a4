import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment, Transcript } from '../../../pipeline/contracts/transcript.js';
import { decodePowerset } from '../../../pipeline/speech/decode-powerset.js';
import { labelByTurns } from '../../../pipeline/speech/label-by-turns.js';
import { stitchTurns } from '../../../pipeline/speech/stitch-turns.js';

describe('decodePowerset', () => {
  it('reads nobody, each alone and each pair, in the order the model was trained with', () => {
    const scores = Float32Array.from({ length: 49 }, (_, at) => (Math.floor(at / 7) === at % 7 ? 0 : -1));

    const speakers = [...decodePowerset(scores)].map((mask) => [0, 1, 2].filter((local) => (mask >> local) % 2 === 1));

    expect(speakers).toEqual([[], [0], [1], [2], [0, 1], [0, 2], [1, 2]]);
  });
});

const FRAME = { frameMs: 10, firstMiddleMs: 30, durationMs: 100_000 };

/** Frames as text: `.` nobody, `a`, `b`, `c` a local speaker, `A` the first two at once. */
const masksOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (sign) => ({ a: 0b001, b: 0b010, c: 0b100, A: 0b011 })[sign] ?? 0);

describe('stitchTurns', () => {
  it('places turns where the middles of their frames are, in time order', () => {
    const windows = [{ firstFrame: 2, masks: masksOf('.aab.'), people: [4, 7] }];

    expect(stitchTurns({ windows, ...FRAME })).toEqual([
      { speaker: '4', startMs: 55, endMs: 75 },
      { speaker: '7', startMs: 75, endMs: 85 },
    ]);
  });

  it('joins a turn across windows in which the same person has another number', () => {
    const windows = [
      { firstFrame: 0, masks: masksOf('aaaaaaaa'), people: [0] },
      { firstFrame: 4, masks: masksOf('bbbbbbbb'), people: [undefined, 0] },
    ];

    expect(stitchTurns({ windows, ...FRAME })).toEqual([{ speaker: '0', startMs: 25, endMs: 145 }]);
  });

  it('hears two people at once where the windows do', () => {
    const windows = [{ firstFrame: 0, masks: masksOf('aaAAaa'), people: [0, 1] }];

    expect(stitchTurns({ windows, ...FRAME })).toEqual([
      { speaker: '0', startMs: 25, endMs: 85 },
      { speaker: '1', startMs: 45, endMs: 65 },
    ]);
  });

  it('believes the window in whose middle a frame lies where two disagree', () => {
    const windows = [
      { firstFrame: 0, masks: masksOf('aaaaaaaaaa'), people: [0] },
      { firstFrame: 5, masks: masksOf('bbbbbbbbbb'), people: [undefined, 1] },
    ];

    expect(stitchTurns({ windows, ...FRAME })).toEqual([
      { speaker: '0', startMs: 25, endMs: 105 },
      { speaker: '1', startMs: 105, endMs: 175 },
    ]);
  });

  it('ends turns at gaps between windows and at the end of the recording', () => {
    const windows = [
      { firstFrame: 0, masks: masksOf('aa'), people: [0] },
      { firstFrame: 10, masks: masksOf('aa'), people: [0] },
    ];

    expect(stitchTurns({ windows, ...FRAME, durationMs: 138 })).toEqual([
      { speaker: '0', startMs: 25, endMs: 45 },
      { speaker: '0', startMs: 125, endMs: 138 },
    ]);
  });

  it('hears nobody in local speakers that nobody knows, and nothing in no windows', () => {
    expect(stitchTurns({ windows: [{ firstFrame: 0, masks: masksOf('aaa'), people: [] }], ...FRAME })).toEqual([]);
    expect(stitchTurns({ windows: [], ...FRAME })).toEqual([]);
  });

  it('never lets one person take two turns at once, nor more people speak than any window hears', () => {
    const window = fc.record({
      masks: fc.uint8Array({ minLength: 8, maxLength: 8, max: 0b110 }),
      people: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
    });
    fc.assert(
      fc.property(fc.array(window, { minLength: 1, maxLength: 6 }), (made) => {
        const turns = stitchTurns({ windows: made.map((each, i) => ({ ...each, firstFrame: i * 4 })), ...FRAME });

        for (const [i, turn] of turns.entries()) {
          expect(turn.endMs).toBeGreaterThan(turn.startMs);
          const others = turns.slice(i + 1).filter(({ speaker }) => speaker === turn.speaker);
          expect(others.filter(({ startMs }) => startMs <= turn.endMs)).toEqual([]);
          const middle = turn.startMs + 5;
          expect(turns.filter(({ startMs, endMs }) => startMs < middle && middle < endMs).length).toBeLessThan(4);
        }
      }),
    );
  });
});

/** Words of 400 ms every half second from 0. */
const segmentOf = (id: string, fromMs: number, count: number): Segment => {
  const words = Array.from({ length: count }, (_, i) => ({
    text: `w${i}`,
    startMs: fromMs + i * 500,
    endMs: fromMs + i * 500 + 400,
  }));
  const text = words.map((word) => `${word.text},`).join(' ');
  return { id, startMs: fromMs, endMs: fromMs + count * 500, text, words };
};
const transcriptOf = (...segments: Segment[]): Transcript => ({ language: 'en', segments });
const told = (segments: readonly Segment[]) => segments.map(({ id, speaker, words }) => [id, speaker, words.length]);

describe('labelByTurns', () => {
  it('cuts a segment between the words where the speaker changes, and loses none', () => {
    const transcript = transcriptOf(segmentOf('seg_0', 0, 6), segmentOf('seg_1', 4000, 2));
    const turns = [
      { speaker: '9', startMs: 0, endMs: 1600 },
      { speaker: '3', startMs: 1450, endMs: 5000 },
    ];

    const segments = labelByTurns({ transcript, turns });

    expect(told(segments)).toEqual([
      ['seg_0', 'spk_1', 3],
      ['seg_0-2', 'spk_2', 3],
      ['seg_1', 'spk_2', 2],
    ]);
    expect(
      segments
        .slice(0, 2)
        .map(({ text }) => text)
        .join(' '),
    ).toBe(transcript.segments[0]?.text);
  });

  it('leaves a word that two people speak over with the one who spoke before', () => {
    const turns = [
      { speaker: '0', startMs: 1400, endMs: 1950 },
      { speaker: '1', startMs: 0, endMs: 3000 },
    ];

    expect(told(labelByTurns({ transcript: transcriptOf(segmentOf('s', 0, 6)), turns }))).toEqual([['s', 'spk_1', 6]]);
  });

  it('gives words outside every turn to the nearest one', () => {
    const turns = [
      { speaker: '0', startMs: 0, endMs: 400 },
      { speaker: '1', startMs: 2600, endMs: 3000 },
    ];

    expect(told(labelByTurns({ transcript: transcriptOf(segmentOf('s', 0, 6)), turns }))).toEqual([
      ['s', 'spk_1', 3],
      ['s-2', 'spk_2', 3],
    ]);
  });

  it('gives a segment without words to whom most of it belongs', () => {
    const transcript = transcriptOf({ id: 's', startMs: 0, endMs: 1000, text: 'hello there', words: [] });
    const turns = [
      { speaker: '0', startMs: 0, endMs: 300 },
      { speaker: '1', startMs: 300, endMs: 900 },
      { speaker: '0', startMs: 900, endMs: 1000 },
    ];

    expect(told(labelByTurns({ transcript, turns }))).toEqual([['s', 'spk_1', 0]]);
    expect(told(labelByTurns({ transcript, turns: turns.slice(0, 1) }))).toEqual([['s', 'spk_1', 0]]);
  });

  it('has one speaker where no voice was found, and nothing to say of nothing', () => {
    const transcript = transcriptOf(segmentOf('a', 0, 2), segmentOf('b', 2000, 2));

    expect(told(labelByTurns({ transcript, turns: [] }))).toEqual([
      ['a', 'spk_1', 2],
      ['b', 'spk_1', 2],
    ]);
    expect(labelByTurns({ transcript: transcriptOf(), turns: [] })).toEqual([]);
  });
});
