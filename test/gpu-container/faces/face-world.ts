import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ArtifactFiles } from '../../../gpu-container/src/artifacts/artifact-files.js';
import { type LandmarkReader, openLandmarks } from '../../../gpu-container/src/faces/landmarks-file.js';
import { probeMedia } from '../../../gpu-container/src/media/probe-media.js';
import type { NeuralDeps } from '../../../gpu-container/src/neural/open-model.js';
import { indexFrames } from '../../../gpu-container/src/picture/index-frames.js';
import { runMatchFaces } from '../../../gpu-container/src/stages/match-faces.js';
import { runTrackFaces } from '../../../gpu-container/src/stages/track-faces.js';
import type { RunUnit, UnitContext } from '../../../gpu-container/src/stages/unit-context.js';
import type { ArtifactRef } from '../../../pipeline/contracts/artifact-ref.js';
import { FaceTracks } from '../../../pipeline/contracts/face-tracks.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { SpeakingFaces } from '../../../pipeline/contracts/speaking-faces.js';
import type { Segment } from '../../../pipeline/contracts/transcript.js';
import { collectFaces } from '../../../pipeline/faces/collect-faces.js';
import { cutFaces, type FaceStretch } from '../../../pipeline/faces/cut-faces.js';

/** A source with its faces. */
export interface TrackedSource {
  readonly frames: FrameIndex;
  readonly parts: ReadonlyArray<Readonly<{ faces: FaceTracks; landmarks: LandmarkReader }>>;
  /** Runs `match-faces` with the sound of a file, of the source unless told; with Light-ASD where its weights are given. */
  match(segments: readonly Segment[], soundOf?: string, lightAsd?: NeuralDeps): Promise<SpeakingFaces>;
}

export interface TrackOptions {
  readonly cutsMs?: readonly number[];
  /** The units' stretches; as the stage is cut unless told. */
  readonly stretches?: readonly FaceStretch[];
  readonly signal?: AbortSignal;
  /** A face tracker of the registry by its id, with its weights; the embedded one unless told. */
  readonly tracker?: { readonly id: string; readonly neural: NeuralDeps };
}

/** The two stages, run on files as the worker runs them, with artifacts in a folder. */
export interface FaceWorld {
  readonly directory: string;
  track(path: string, options?: TrackOptions): Promise<TrackedSource>;
  ffmpeg(args: readonly string[]): Promise<void>;
  dispose(): Promise<void>;
}

export async function createFaceWorld(): Promise<FaceWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'faces-'));
  const artifacts = folderArtifacts(directory);
  const readers: LandmarkReader[] = [];
  const ffmpeg = async (args: readonly string[]): Promise<void> => {
    await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
  };
  const storeJson = async (value: unknown): Promise<ArtifactRef> => {
    const path = join(directory, 'value.json');
    await writeFile(path, JSON.stringify(value));
    return artifacts.store(path, 'application/json');
  };
  const run = async (stage: RunUnit, unit: object, signal: AbortSignal, neural?: NeuralDeps) => {
    const scratch = await mkdtemp(join(directory, 'unit-'));
    const engines = { neural: async () => neural };
    // the stages look at nothing else of their context
    const context = { unit, directory: scratch, artifacts, engines, signal, onProgress: () => undefined };
    return stage(context as unknown as UnitContext);
  };
  return {
    directory,
    ffmpeg,
    track: async (path, { cutsMs = [], stretches, tracker, signal = new AbortController().signal } = {}) => {
      const info = await probeMedia({ path });
      const frames = await indexFrames({ sourcePath: path, info, directory, signal });
      const shots = { cutsMs: [...cutsMs] };
      const [media, index, cuts] = [await storeJson(info), await storeJson(frames), await storeJson(shots)];
      const source = await artifacts.keep(path);
      const inputs = { source, media, frames: index, shots: cuts };
      const units: Array<Readonly<{ outputs: Readonly<Record<string, ArtifactRef>> }>> = [];
      for (const params of stretches ?? cutFaces({ frames, shots })) {
        const engine = tracker && { engine: { id: tracker.id } };
        const unit = { stage: 'track-faces', params, inputs, unitKey: 'a', ...engine };
        units.push({ outputs: await run(runTrackFaces, unit, signal, tracker?.neural) });
      }
      const manifest = collectFaces(units);
      const parts: Array<TrackedSource['parts'][number]> = [];
      for (const part of manifest.parts) {
        const faces = FaceTracks.parse(JSON.parse(await readFile(await artifacts.fetch(part.faces), 'utf8')));
        const landmarks = await openLandmarks(await artifacts.fetch(part.landmarks));
        readers.push(landmarks);
        parts.push({ faces, landmarks });
      }
      return {
        frames,
        parts,
        match: async (segments, soundOf = path, lightAsd) => {
          const wav = join(directory, 'speech.wav');
          await ffmpeg(['-i', soundOf, '-vn', '-ac', '1', '-ar', '16000', '-c:a', 'pcm_s16le', wav]);
          const speech = await artifacts.store(wav, 'audio/wav');
          const transcript = await storeJson({ language: 'en', segments });
          const given = { 'face-manifest': await storeJson(manifest), frames: index, speech, transcript };
          const activeSpeaker = { id: 'light-asd', version: '1', fingerprint: 'f', licence: 'MIT' };
          const helped = { params: { activeSpeaker }, inputs: { ...given, source, media } };
          const unit = { stage: 'match-faces', unitKey: 'b', ...(lightAsd ? helped : { params: {}, inputs: given }) };
          const made = await run(runMatchFaces, unit, signal, lightAsd);
          const ref = made['speaking-faces'];
          if (ref === undefined) throw new Error('match-faces made no speaking-faces');
          return SpeakingFaces.parse(JSON.parse(await readFile(await artifacts.fetch(ref), 'utf8')));
        },
      };
    },
    dispose: async () => {
      await Promise.all(readers.map((reader) => reader.close()));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Artifacts named by their content in one folder. */
function folderArtifacts(directory: string): ArtifactFiles & { keep(path: string): Promise<ArtifactRef> } {
  const store = async (path: string, mediaType: string): Promise<ArtifactRef> => {
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await copyFile(path, join(directory, sha256));
    return { sha256, sizeBytes: bytes.length, mediaType };
  };
  return {
    transferMs: 0,
    fetch: async ({ sha256 }) => join(directory, sha256),
    store,
    keep: (path) => store(path, 'video/mp4'),
  };
}
