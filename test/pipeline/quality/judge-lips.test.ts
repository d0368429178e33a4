import { describe, expect, it } from 'vitest';
import type { LipReport, RenderedSpan } from '../../../pipeline/contracts/lip-report.js';
import { LipVerification } from '../../../pipeline/contracts/lip-verification.js';
import { judgeLips } from '../../../pipeline/quality/judge-lips.js';
import { makeTalk, type Talk } from './talk.js';

const SECONDS = 8;
const FRAMES = SECONDS * 25;
const original = makeTalk({ seed: 11, seconds: SECONDS });
const dub = makeTalk({ seed: 12, seconds: SECONDS });

const shapesOf = ({ shapes }: Talk) => shapes.map(([open = 0, width = 0]) => ({ open, width }));

const span = (changes: Partial<RenderedSpan> = {}): RenderedSpan => ({
  segmentIds: ['seg_0001'],
  trackId: 'face_0001',
  person: 'person_1',
  firstFrame: 0,
  endFrame: FRAMES,
  method: 'retrieved',
  source: shapesOf(original),
  target: shapesOf(dub),
  rendered: shapesOf(dub),
  identitySimilarity: 0.97,
  ...changes,
});

const report = (spans: RenderedSpan[], changes: Partial<LipReport> = {}): LipReport => ({
  firstFrame: 0,
  endFrame: FRAMES,
  changedFrames: FRAMES / 2,
  outsideMaskMaxDifference: 0,
  outsideMaskPsnrDb: 47,
  spans,
  ...changes,
});

const judge = (reports: LipReport[]) => judgeLips({ reports, timesMs: original.timesMs, dub, original });

describe('judgeLips', () => {
  it('finds nothing wrong with a mouth that follows the dub', () => {
    const verification = judge([report([span()])]);

    expect(LipVerification.parse(verification)).toEqual(verification);
    expect(verification).toMatchObject({ frames: FRAMES, changedFrames: FRAMES / 2, shareOfFramesChanged: 0.5 });
    expect(verification.mouths[0]).toMatchObject({
      person: 'person_1',
      original: { verdict: 'in-sync' },
      after: { verdict: 'in-sync' },
      identitySimilarity: 0.97,
    });
    expect(verification.mouths[0]?.before.verdict).not.toBe('in-sync');
    expect(verification.findings).toEqual([]);
  });

  it('tells of lips that follow something else, tremble, or belong to someone else', () => {
    const shaking = shapesOf(original).map(({ open, width }, at) => ({ open: open + (at % 2 ? 0.6 : -0.6), width }));

    const verification = judge([report([span({ rendered: shaking, identitySimilarity: 0.4 })])]);

    const kinds = verification.findings.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['jitter', 'identity-changed']));
    expect(kinds.some((kind) => kind === 'sync-unknown' || kind === 'lips-late')).toBe(true);
  });

  it('tells of lips that come late', () => {
    const late = makeTalk({ seed: 12, seconds: SECONDS, soundLateMs: -200 });

    const { findings } = judgeLips({ reports: [report([span()])], timesMs: dub.timesMs, dub: late, original });

    expect(findings).toEqual([
      expect.objectContaining({ kind: 'lips-late', message: expect.stringMatching(/ms later/) }),
    ]);
  });

  it('tells of samples outside the mask, and of packets and times that are not the source’s', () => {
    const proof = {
      sourcePackets: 10,
      packets: 9,
      identicalPackets: 5,
      identicalSha256: '00',
      groups: 2,
      identicalGroups: 1,
      changedGroups: [],
      largestTimeDifferenceMs: 3,
    };

    const { findings } = judgeLips({
      reports: [report([span()], { outsideMaskMaxDifference: 2 })],
      timesMs: dub.timesMs,
      ...{ dub, original, proof },
    });

    expect(findings.map(({ kind }) => kind)).toEqual(['outside-touched', 'packets-missing', 'times-moved']);
  });

  it('lists untouched mouths with their reason and judges only the others', () => {
    const verification = judge([report([span({ method: 'untouched', reason: 'profile' })])]);

    expect(verification.mouths).toEqual([]);
    expect(verification.untouched).toEqual([
      { person: 'person_1', segmentIds: ['seg_0001'], firstFrame: 0, endFrame: FRAMES, reason: 'profile' },
    ]);
  });
});
