import { describe, expect, it } from 'vitest';
import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { MouthScript, type ScriptTrack } from '../../../pipeline/contracts/mouth-script.js';
import type { Speech } from '../../../pipeline/contracts/spoken-segment.js';
import { type WriteScriptsParams, writeScripts } from '../../../pipeline/lip-sync/write-scripts.js';

const frames: FrameIndex = {
  ...{
    codec: 'h264',
    pixelFormat: 'yuv420p',
    width: 1280,
    height: 720,
    hiddenBefore: 0,
    hiddenAfter: 0,
    reorderFrames: 0,
  },
  joining: { kind: 'packets', parameterSetId: 0 },
  endMs: 1500 * 40,
  timesMs: Array.from({ length: 1500 }, (_, frame) => frame * 40),
  keyFrames: Array.from({ length: 30 }, (_, at) => ({ frame: at * 50, isClosed: true })),
};

const track = (id: string, person: string, firstFrame: number, endFrame: number): ScriptTrack => ({
  ...{ id, person, firstFrame, endFrame, startMs: firstFrame * 40, endMs: endFrame * 40, landmarks: 'landmarks-0' },
  ...{ eyeDistancePx: 120, yawDegrees: 0, visibleMouth: 1, confidence: 1, identity: [1], landmarksOffset: 0 },
});

const spoken = (id: string, ipa: string): Speech['segments'][number] => ({
  ...{ id, text: 'x', durationMs: 1000, sampleRateHz: 22_050, engine: 'espeak', voice: 'es' },
  audio: { sha256: 'a'.repeat(64), sizeBytes: 1, mediaType: 'audio/wav' },
  phonemes: [{ ipa, startMs: 0, endMs: 1000 }],
});

const fitted = (id: string, startMs: number, endMs: number): FitPlan['segments'][number] => ({
  ...{ id, startMs, endMs, rate: 1, overlap: 1, onsetErrorMs: 0 },
});

const summary: FitPlan['summary'] = { overlap: 1, withinNaturalRate: 1, onsetErrorP95Ms: 0, overlappingSegments: 0 };

/** Anna speaks at 10 s and at 40 s; Ben, beside her from 8 s on, says nothing. */
const job = (second = 'a'): WriteScriptsParams => ({
  frames,
  tracks: [track('anna', 'anna', 0, 1500), track('ben', 'ben', 200, 1500)],
  spans: [
    { segmentId: 's1', trackId: 'anna', person: 'anna', startMs: 10_000, endMs: 12_000 },
    { segmentId: 's2', trackId: 'anna', person: 'anna', startMs: 40_000, endMs: 41_000 },
  ],
  fit: { segments: [fitted('s1', 10_100, 11_100), fitted('s2', 40_000, 43_000)], summary },
  speech: { language: 'es', segments: [spoken('s1', 'o'), spoken('s2', second)] },
});

describe('mouth scripts', () => {
  it('are one per run of pictures, each valid by its contract', () => {
    const scripts = writeScripts(job());
    expect(scripts.map(({ firstFrame, endFrame }) => [firstFrame, endFrame])).toEqual([
      [200, 300],
      [950, 1100],
    ]);
    for (const script of scripts) expect(() => MouthScript.parse(script)).not.toThrow();
  });

  it('leave the mouth of someone beside the speaker alone', () => {
    expect(writeScripts(job()).flatMap(({ stretches }) => stretches.map(({ trackId }) => trackId))).toEqual([
      'anna',
      'anna',
    ]);
  });

  it('bring the mouth to rest where the original goes on speaking after the dub', () => {
    const [first] = writeScripts(job());
    expect(first?.stretches[0]?.endFrame).toBe(300); // the original ends at 12 s, the dub at 11.1 s
  });

  it('let the mouth speak where the dub goes on after the original', () => {
    const [, second] = writeScripts(job());
    expect(second?.stretches[0]?.endFrame).toBe(1080); // 43 s and the way back to rest
  });

  it('change for the edited segment only', () => {
    const [before, after] = [writeScripts(job('a')), writeScripts(job('i'))];
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).not.toEqual(before[1]);
  });

  it('are none where no face speaks', () => {
    expect(writeScripts({ ...job(), spans: [] })).toEqual([]);
  });

  it('name other shots of the same person to take mouths from', () => {
    const params = job();
    const elsewhere = track('anna-again', 'anna', 1200, 1500);
    const [first] = writeScripts({
      ...params,
      tracks: [track('anna', 'anna', 0, 600), elsewhere, ...params.tracks.slice(1)],
    });
    expect(first?.tracks.map(({ id }) => id)).toEqual(['anna', 'anna-again']);
  });

  it('do not move a mouth that is seen while someone else speaks', () => {
    const params = job();
    const spans = params.spans.map((span) => ({ ...span, trackId: 'ben', person: 'ben' }));
    expect(
      writeScripts({ ...params, spans }).flatMap(({ stretches }) => stretches.map(({ trackId }) => trackId)),
    ).toEqual(['ben', 'ben']);
  });
});
