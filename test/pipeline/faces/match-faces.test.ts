import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../pipeline/contracts/transcript.js';
import type { Hear } from '../../../pipeline/faces/hear-frames.js';
import { matchFaces } from '../../../pipeline/faces/match-faces.js';
import type { SeenFrame, SeenTrack } from '../../../pipeline/faces/seen-track.js';

const frameMs = 40;
/** Voices that have nothing to do with one another: numbers that look random every 100 ms, and straight lines between. */
const knot = (seed: number, index: number): number =>
  2 * (Math.abs(Math.sin(seed * 78.233 + index * 12.9898) * 43758.5453) % 1) - 1;
const voice = (seed: number, timeMs: number): number => {
  const [index, part] = [Math.floor(timeMs / 100), (timeMs / 100) % 1];
  return knot(seed, index) * (1 - part) + knot(seed, index + 1) * part;
};
/** What is heard is the first voice until 30 s, then the second. */
const heardVoice = (timeMs: number): number => voice(timeMs < 30_000 ? 1 : 2, timeMs);
const hear: Hear = (timeMs) => Float64Array.of(heardVoice(timeMs - 40), heardVoice(timeMs), heardVoice(timeMs + 40));

interface Mouth {
  readonly person: string;
  /** The seed of the voice it follows; undefined keeps it still. */
  readonly follows: (timeMs: number) => number | undefined;
  readonly fault?: (timeMs: number) => SeenFrame['fault'];
  readonly fromMs?: number;
  readonly toMs?: number;
}

function see({ person, follows, fault, fromMs = 0, toMs = 60_000 }: Mouth): SeenTrack {
  const frames = Array.from({ length: (toMs - fromMs) / frameMs }, (_, index) => {
    const timeMs = fromMs + index * frameMs;
    const seed = follows(timeMs);
    const at = (time: number): number => (seed === undefined ? 0 : 0.1 * voice(seed, time));
    const speed = (at(timeMs + frameMs) - at(timeMs - frameMs)) / ((2 * frameMs) / 1000);
    return { timeMs, endMs: timeMs + frameMs, motion: Float64Array.of(at(timeMs)), speed, fault: fault?.(timeMs) };
  });
  return { part: 0, trackId: `track-of-${person}`, person, frames };
}

const segments: readonly Segment[] = [0, 10, 20, 30, 40, 50].map((start, index) => ({
  ...{ id: `s${index + 1}`, speaker: start < 30 ? 'spk_1' : 'spk_2', text: 'words', words: [] },
  ...{ startMs: start * 1000 + 500, endMs: start * 1000 + 9000 },
}));
const own = (seed: number) => (timeMs: number) => ((seed === 1) === timeMs < 30_000 ? seed : undefined);

describe('finding who speaks', () => {
  it('gives each voice to the mouth that moves with it', () => {
    const tracks = [see({ person: 'anna', follows: own(1) }), see({ person: 'ben', follows: own(2) })];
    const { people, spans, untouched } = matchFaces({ tracks, segments, hear });
    expect(spans.map(({ segmentId, person }) => [segmentId, person])).toEqual([
      ...[
        ['s1', 'anna'],
        ['s2', 'anna'],
        ['s3', 'anna'],
      ],
      ...[
        ['s4', 'ben'],
        ['s5', 'ben'],
        ['s6', 'ben'],
      ],
    ]);
    expect(untouched).toEqual([]);
    expect(people.map(({ id, speaker }) => [id, speaker])).toEqual([
      ['anna', 'spk_1'],
      ['ben', 'spk_2'],
    ]);
  });

  it('is not led astray by somebody who chews all the time', () => {
    const tracks = [see({ person: 'chewer', follows: () => 7 }), see({ person: 'anna', follows: () => 1 })];
    const { spans } = matchFaces({ tracks, segments: segments.slice(0, 3), hear });
    expect(new Set(spans.map(({ person }) => person))).toEqual(new Set(['anna']));
  });

  it('leaves everybody alone where two mouths do the very same', () => {
    const tracks = [see({ person: 'anna', follows: () => 1 }), see({ person: 'twin', follows: () => 1 })];
    const { spans, untouched } = matchFaces({ tracks, segments: segments.slice(0, 3), hear });
    expect(spans).toEqual([]);
    expect(new Set(untouched.map(({ reason }) => reason))).toEqual(new Set(['unsure-who-speaks']));
  });

  it('knows a listener by a still mouth, and a voice from somewhere else', () => {
    const { untouched, spans } = matchFaces({
      tracks: [see({ person: 'listener', follows: () => undefined })],
      segments,
      hear,
    });
    expect(spans).toEqual([]);
    expect(untouched.map(({ reason }) => reason)).toEqual(segments.map(() => 'off-screen-voice'));
  });

  it('refuses a lone mouth that moves and says something else', () => {
    const { spans } = matchFaces({ tracks: [see({ person: 'dubbed', follows: () => 7 })], segments, hear });
    expect(spans).toEqual([]);
  });

  it.each(['too-small', 'profile', 'hidden'] as const)('says when a mouth is %s', (reason) => {
    const tracks = [see({ person: 'anna', follows: own(1), fault: () => reason })];
    const { untouched } = matchFaces({ tracks, segments: segments.slice(0, 1), hear });
    expect(untouched).toEqual([{ segmentId: 's1', startMs: 500, endMs: 9000, reason }]);
  });

  it('cuts around a hand before the mouth and says so, but forgives the slip of a frame', () => {
    const isHand = (timeMs: number) => timeMs >= 4000 && timeMs < 5000;
    const isSlip = (timeMs: number) => timeMs === 2000;
    const fault = (timeMs: number) => (isHand(timeMs) || isSlip(timeMs) ? 'hidden' : undefined);
    const { spans, untouched } = matchFaces({
      tracks: [see({ person: 'anna', follows: own(1), fault })],
      segments: segments.slice(0, 3),
      hear,
    });
    expect(spans.filter(({ segmentId }) => segmentId === 's1').map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [500, 4000],
      [5000, 9000],
    ]);
    expect(untouched).toEqual([{ segmentId: 's1', startMs: 4000, endMs: 5000, reason: 'hidden' }]);
  });

  it('covers every segment with spans and reasons, without gap or overlap', () => {
    const tracks = [
      see({ person: 'anna', follows: own(1), fromMs: 3000, toMs: 16_000 }),
      see({ person: 'ben', follows: own(2), fromMs: 33_000 }),
    ];
    const { spans, untouched } = matchFaces({ tracks, segments, hear });
    for (const segment of segments) {
      const pieces = [...spans, ...untouched]
        .filter(({ segmentId }) => segmentId === segment.id)
        .toSorted((a, b) => a.startMs - b.startMs);
      expect(pieces[0]?.startMs).toBe(segment.startMs);
      expect(pieces.at(-1)?.endMs).toBe(segment.endMs);
      expect(pieces.slice(1).map(({ startMs }) => startMs)).toEqual(pieces.slice(0, -1).map(({ endMs }) => endMs));
    }
    expect(untouched.map(({ reason }) => reason)).toContain('no-face');
  });

  it('has nothing to say of nothing', () => {
    expect(matchFaces({ tracks: [], segments: [], hear })).toEqual({ people: [], spans: [], untouched: [] });
    const { untouched } = matchFaces({ tracks: [], segments, hear });
    expect(untouched.map(({ reason }) => reason)).toEqual(segments.map(() => 'no-face'));
  });
});
