import { describe, expect, it } from 'vitest';
import type { FaceManifest } from '../../../pipeline/contracts/face-manifest.js';
import type { FaceTracks } from '../../../pipeline/contracts/face-tracks.js';
import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { LipManifest } from '../../../pipeline/contracts/lip-manifest.js';
import { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import type { SpeakingFaces } from '../../../pipeline/contracts/speaking-faces.js';
import type { Speech } from '../../../pipeline/contracts/spoken-segment.js';
import { readArtifact } from '../../../pipeline/jobs/read-artifact.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { collectLips } from '../../../pipeline/lip-sync/collect-lips.js';
import { cutLips } from '../../../pipeline/lip-sync/cut-lips.js';
import { createMemoryArtifactStore } from '../ports/memory-artifact-store.js';

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
  endMs: 1000 * 40,
  timesMs: Array.from({ length: 1000 }, (_, frame) => frame * 40),
  keyFrames: Array.from({ length: 20 }, (_, at) => ({ frame: at * 50, isClosed: true })),
};

/** Both parts call their track "face-1". */
const part = (firstFrame: number, endFrame: number): FaceTracks => ({
  firstFrame,
  endFrame,
  tracks: [
    {
      ...{ id: 'face-1', firstFrame, endFrame, startMs: firstFrame * 40, endMs: endFrame * 40, eyeDistancePx: 100 },
      ...{ yawDegrees: 0, visibleMouth: 1, confidence: 1, identity: [1], landmarksOffset: 32 },
    },
  ],
});

const speaking: SpeakingFaces = {
  people: [
    { id: 'anna', tracks: [{ part: 0, trackId: 'face-1' }] },
    { id: 'ben', tracks: [{ part: 1, trackId: 'face-1' }] },
  ],
  spans: [
    { segmentId: 's1', part: 0, trackId: 'face-1', person: 'anna', startMs: 4000, endMs: 6000, confidence: 1 },
    { segmentId: 's2', part: 1, trackId: 'face-1', person: 'ben', startMs: 30_000, endMs: 32_000, confidence: 1 },
  ],
  untouched: [],
};

const segment = (id: string, startMs: number): FitPlan['segments'][number] => ({
  ...{ id, startMs, endMs: startMs + 1500, rate: 1, overlap: 1, onsetErrorMs: 0 },
});

const pause = { atMs: 500, durationMs: 100 };
const fit: FitPlan = {
  segments: [{ ...segment('s1', 4000), rate: 1.25, pauses: [pause] }, segment('s2', 30_000)],
  summary: { overlap: 1, withinNaturalRate: 1, onsetErrorP95Ms: 0, overlappingSegments: 0 },
};

const speechSaying = (second: string): Speech => ({
  language: 'es',
  segments: ['hola', second].map((text, at) => ({
    ...{ id: `s${at + 1}`, text, durationMs: 1500, sampleRateHz: 22_050, engine: 'espeak', voice: 'es' },
    audio: { sha256: 'a'.repeat(64), sizeBytes: 1, mediaType: 'audio/wav' },
  })),
});

async function cut(
  second = 'adiós',
  spoken = speaking,
  joining: FrameIndex['joining'] = frames.joining,
  engineId?: string,
) {
  const artifacts = createMemoryArtifactStore();
  const blob = (text: string) => artifacts.put(new TextEncoder().encode(text), 'application/octet-stream');
  const landmarks = [await blob('landmarks of part 0'), await blob('landmarks of part 1')];
  const tracked = [await writeArtifact(artifacts, part(0, 500)), await writeArtifact(artifacts, part(500, 1000))];
  const manifest: FaceManifest = {
    parts: tracked.flatMap((faces, at) => (landmarks[at] === undefined ? [] : [{ faces, landmarks: landmarks[at] }])),
  };
  const inputs = {
    source: await blob('source'),
    media: await blob('media'),
    frames: await writeArtifact(artifacts, { ...frames, joining }),
    'face-manifest': await writeArtifact(artifacts, manifest),
    'speaking-faces': await writeArtifact(artifacts, spoken),
    fit: await writeArtifact(artifacts, fit),
    'speech-manifest': await writeArtifact(artifacts, speechSaying(second)),
  };
  const request = { jobId: 'job_1', stage: 'lip-sync', language: 'es', params: {}, inputs } as const;
  const engine = engineId && {
    ...({
      capability: 'mouth-renderer',
      id: engineId,
      version: '1',
      fingerprint: 'f',
      licence: 'MIT',
      reason: '',
    } as const),
  };
  const units = await cutLips({ ...request, ...(engine && { engine }) }, artifacts);
  return { artifacts, units, inputs, landmarks };
}

describe('cutting lip-sync into units', () => {
  it('makes one per run, with its script and the landmarks it names, and nothing of other runs', async () => {
    const { artifacts, units, landmarks } = await cut();
    expect(units.map(({ params }) => params)).toEqual([
      { firstFrame: 50, endFrame: 150 },
      { firstFrame: 700, endFrame: 800 },
    ]);
    expect(units.map(({ inputs }) => Object.keys(inputs).toSorted())).toEqual([
      ['frames', 'landmarks-0', 'media', 'script', 'source'],
      ['frames', 'landmarks-1', 'media', 'script', 'source'],
    ]);
    expect(units[1]?.inputs['landmarks-1']).toEqual(landmarks[1]);
    const script = units[1]?.inputs['script'];
    if (script === undefined) throw new Error('The unit has no script.');
    const read = await readArtifact(artifacts, script, MouthScript);
    expect(read.tracks.map(({ person }) => person)).toEqual(['ben']);
    expect(read.lines.map(({ segmentId }) => segmentId)).toEqual(['s2']);
  });

  it('leaves the unit of an unchanged segment exactly as it was', async () => {
    const [before, after] = [await cut('adiós'), await cut('hasta luego')];
    expect(after.units[0]).toEqual(before.units[0]);
    expect(after.units[1]).not.toEqual(before.units[1]);
  });

  it('gives the sound of its lines to a renderer that draws from sound, and to no other', async () => {
    const { artifacts, units } = await cut('adiós', speaking, frames.joining, 'dh-live');
    expect(units.map(({ inputs }) => Object.keys(inputs).toSorted())).toEqual([
      ['frames', 'landmarks-0', 'media', 'script', 'source', 'speech-0'],
      ['frames', 'landmarks-1', 'media', 'script', 'source', 'speech-0'],
    ]);
    const [unit] = units;
    if (unit?.inputs['script'] === undefined) throw new Error('The unit has no script.');
    const { lines } = await readArtifact(artifacts, unit.inputs['script'], MouthScript);
    expect(lines.map(({ speech }) => speech)).toEqual([{ input: 'speech-0', rate: 1.25, pauses: [pause] }]);

    const [own] = (await cut('adiós', speaking, frames.joining, 'own-mouth')).units;
    const [unnamed] = (await cut()).units;
    expect(own?.inputs).toEqual(unnamed?.inputs);
  });

  it('makes none where no face speaks', async () => {
    expect((await cut('adiós', { ...speaking, spans: [] })).units).toEqual([]);
  });
});

describe('a source whose pictures must not be changed', () => {
  it('is left alone', async () => {
    expect((await cut('adiós', speaking, { kind: 'none', reason: 'interlaced' })).units).toEqual([]);
  });
});

describe('collecting lip-sync', () => {
  const ref = (digit: string) => ({ sha256: digit.repeat(64), sizeBytes: 1, mediaType: 'video/mp4' });

  it('puts the runs in order and leaves out the picture of a run that was not changed', async () => {
    const artifacts = createMemoryArtifactStore();
    const memos = [
      { unitKey: 'b', params: { firstFrame: 100, endFrame: 200 }, outputs: { report: ref('2') } },
      {
        unitKey: 'a',
        params: { firstFrame: 0, endFrame: 50 },
        outputs: { report: ref('1'), picture: ref('3'), sheet: ref('4') },
      },
    ];
    const { 'lip-manifest': made } = await collectLips(memos, artifacts);
    if (made === undefined) throw new Error('There is no manifest.');
    const { runs } = await readArtifact(artifacts, made, LipManifest);
    expect(runs.map(({ firstFrame, picture }) => [firstFrame, picture?.sha256[0]])).toEqual([
      [0, '3'],
      [100, undefined],
    ]);
  });
});
