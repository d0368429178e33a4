import type { FaceManifest } from '../../../pipeline/contracts/face-manifest.js';
import { FaceTracks } from '../../../pipeline/contracts/face-tracks.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { Segment } from '../../../pipeline/contracts/transcript.js';
import type { SeenTrack } from '../../../pipeline/faces/seen-track.js';
import type { SpeakingScore } from '../../../pipeline/faces/settle-rivals.js';
import type { ActiveSpeaker } from '../../../pipeline/ports/active-speaker.js';
import type { ArtifactFiles } from '../artifacts/artifact-files.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { openWav, type WavReader } from '../media/open-wav.js';
import { cropSpeaker, type SpeakerView } from './crop-speaker.js';
import { openLandmarks } from './landmarks-file.js';
import { openUprightPictures } from './open-upright-pictures.js';

/** A segment that could be any of these people's. */
export interface Contested {
  readonly segment: Segment;
  readonly rivals: readonly string[];
}

export interface ScoreRivalsParams {
  readonly contested: readonly Contested[];
  readonly tracks: readonly SeenTrack[];
  readonly manifest: FaceManifest;
  readonly artifacts: ArtifactFiles;
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  /** Mono, 16 kHz, of the source. */
  readonly speechPath: string;
  readonly activeSpeaker: ActiveSpeaker;
  readonly signal: AbortSignal;
  /** 0…1. */
  readonly onProgress: (fraction: number) => void;
}

/** Longer segments are looked at for so long: it says who speaks, and bounds what is held. */
const LONGEST_MS = 20_000;
/** A face seen for less says nothing. */
const SHORTEST_SECONDS = 0.5;
const SAMPLES_PER_MS = 16;
/** One is looked at while the next is read. */
const PICTURES_HELD = 1;

/**
 * Looks at the faces that rival for a segment, by the segment's id. Holds small crops of one segment. Fails with
 * `source-damaged`, `engine-missing`, `engine-failed`, `cancelled`.
 */
export async function scoreRivals(params: ScoreRivalsParams): Promise<ReadonlyMap<string, readonly SpeakingScore[]>> {
  const scores = new Map<string, readonly SpeakingScore[]>();
  const wav = await openWav(params.speechPath);
  try {
    for (const [index, contested] of params.contested.entries()) {
      scores.set(contested.segment.id, await scoreSegment(params, contested, wav));
      params.onProgress((index + 1) / params.contested.length);
    }
  } finally {
    await wav.close();
  }
  return scores;
}

async function scoreSegment(
  params: ScoreRivalsParams,
  { segment: { startMs, endMs }, rivals }: Contested,
  wav: WavReader,
): Promise<readonly SpeakingScore[]> {
  const { frames, activeSpeaker, signal } = params;
  const stretch = { startMs, endMs: Math.min(endMs, startMs + LONGEST_MS) };
  const firstFrame = Math.max(
    0,
    frames.timesMs.findLastIndex((timeMs) => timeMs <= startMs),
  );
  const after = frames.timesMs.findIndex((timeMs) => timeMs >= stretch.endMs);
  const endFrame = after < 0 ? frames.timesMs.length : after;
  const views = await Promise.all(rivals.map((person) => viewOf(params, person, { firstFrame, endFrame })));
  const seen = views.flatMap((view) => view ?? []);
  await cropAll(params, seen, { firstFrame, endFrame });
  const scores: SpeakingScore[] = [];
  for (const { person, crops, startMs: fromMs } of seen) {
    const seconds = crops.length / activeSpeaker.frameRateHz;
    if (seconds < SHORTEST_SECONDS) continue;
    const from = Math.round(fromMs * SAMPLES_PER_MS);
    const pcm = await wav.read(from, from + Math.round(seconds * 1000 * SAMPLES_PER_MS));
    const samples = Float32Array.from(pcm, (sample) => sample / 32_768);
    const values = await activeSpeaker.score({ samples, crops, signal });
    const score = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    if (values.length > 0) scores.push({ person, score, seconds });
  }
  return scores;
}

interface FrameRange {
  readonly firstFrame: number;
  readonly endFrame: number;
}

/** The track that shows a person longest in some frames, with its points there. */
async function viewOf(
  { tracks, manifest, artifacts, frames }: ScoreRivalsParams,
  person: string,
  range: FrameRange,
): Promise<SpeakerView | undefined> {
  let best: SpeakerView | undefined;
  for (const { part, trackId } of tracks.filter((track) => track.person === person)) {
    const files = manifest.parts[part];
    const known = files && (await readJsonArtifact(artifacts, files.faces, FaceTracks));
    const track = known?.tracks.find(({ id }) => id === trackId);
    if (files === undefined || track === undefined) continue;
    const firstFrame = Math.max(range.firstFrame, track.firstFrame);
    const endFrame = Math.min(range.endFrame, track.endFrame);
    if (endFrame - firstFrame <= (best?.landmarks.frameCount ?? 0)) continue;
    const reader = await openLandmarks(await artifacts.fetch(files.landmarks));
    try {
      const landmarks = await reader.read({ track, firstFrame, endFrame });
      best = { person, landmarks, startMs: frames.timesMs[firstFrame] ?? 0, crops: [] };
    } finally {
      await reader.close();
    }
  }
  return best;
}

/** Fills the crops of every view, reading the pictures once. */
async function cropAll(params: ScoreRivalsParams, views: readonly SpeakerView[], range: FrameRange): Promise<void> {
  if (views.length === 0) return;
  const pictures = await openUprightPictures({ ...params, ...range, maxHeld: PICTURES_HELD });
  try {
    for (let picture = await pictures.read(); picture !== undefined; picture = await pictures.read()) {
      const endMs = params.frames.timesMs[picture.frame + 1] ?? params.frames.endMs;
      for (const view of views) {
        cropSpeaker({ view, picture, endMs, shrunk: pictures.shrunk, activeSpeaker: params.activeSpeaker });
      }
      pictures.release(picture);
    }
  } finally {
    await pictures.dispose();
  }
}
