import { FaceManifest } from '../contracts/face-manifest.js';
import { FaceTracks } from '../contracts/face-tracks.js';
import { FitPlan } from '../contracts/fit-plan.js';
import { FrameIndex } from '../contracts/frame-index.js';
import type { MouthScript, ScriptTrack } from '../contracts/mouth-script.js';
import { SpeakingFaces } from '../contracts/speaking-faces.js';
import { Speech } from '../contracts/spoken-segment.js';
import type { StageRequest } from '../contracts/stage-request.js';
import type { UnitSpec } from '../contracts/unit.js';
import { mapLimited } from '../jobs/map-limited.js';
import { readArtifact } from '../jobs/read-artifact.js';
import { requireInput } from '../jobs/require-input.js';
import { writeArtifact } from '../jobs/write-artifact.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { playedSpeech } from '../speech/played-speech.js';
import { addSpeech } from './add-speech.js';
import { OWN_MOUTH } from './own-mouth.js';
import { writeScripts } from './write-scripts.js';

const parallelTransfers = 8;

/**
 * One unit per run of pictures in which a mouth is redrawn; none where no face speaks or the pictures cannot be changed. Inputs source, media, frames,
 * face-manifest, speaking-faces, fit and speech-manifest. A unit knows its own run only, so a changed segment renders
 * its own runs again. A renderer that draws from sound gets that of its lines as inputs `speech-0`, `speech-1`…
 */
export async function cutLips(request: StageRequest, artifacts: ArtifactStore): Promise<readonly UnitSpec[]> {
  const manifestRef = requireInput(request, 'face-manifest');
  const [frames, manifest, speaking, fit, speech] = await Promise.all([
    readArtifact(artifacts, requireInput(request, 'frames'), FrameIndex),
    readArtifact(artifacts, manifestRef, FaceManifest),
    readArtifact(artifacts, requireInput(request, 'speaking-faces'), SpeakingFaces),
    readArtifact(artifacts, requireInput(request, 'fit'), FitPlan),
    readArtifact(artifacts, requireInput(request, 'speech-manifest'), Speech),
  ]);
  if (frames.joining.kind === 'none') return []; // no frame of this source may be changed
  const parts = await mapLimited(manifest.parts, parallelTransfers, ({ faces }) =>
    readArtifact(artifacts, faces, FaceTracks),
  );
  const tracks = nameTracks(parts, speaking);
  const spans = speaking.spans.map((span) => ({ ...span, trackId: nameTrack(span.part, span.trackId) }));
  const played = playedSpeech(speech, fit);
  const scripts = writeScripts({ frames, tracks, spans, fit, speech: played });
  const hears = (request.engine?.id ?? OWN_MOUTH) !== OWN_MOUTH;
  return mapLimited(scripts, parallelTransfers, (silent) => {
    const { script, inputs } = hears
      ? addSpeech({ script: silent, fit, speech: played })
      : { script: silent, inputs: {} };
    return toUnit({ request, script, manifest, artifacts, sounds: inputs });
  });
}

/** Track ids are unique within a part only. */
function nameTrack(part: number, trackId: string): string {
  return `${part}:${trackId}`;
}

function nameTracks(parts: readonly FaceTracks[], { people }: SpeakingFaces): readonly ScriptTrack[] {
  const personOf = new Map(
    people.flatMap(({ id, tracks }) => tracks.map(({ part, trackId }) => [nameTrack(part, trackId), id] as const)),
  );
  return parts.flatMap(({ tracks }, part) =>
    tracks.flatMap((track): readonly ScriptTrack[] => {
      const id = nameTrack(part, track.id);
      const person = personOf.get(id);
      return person === undefined ? [] : [{ ...track, id, person, landmarks: `landmarks-${part}` }];
    }),
  );
}

interface ToUnitParams {
  readonly request: StageRequest;
  readonly script: MouthScript;
  readonly manifest: FaceManifest;
  readonly artifacts: ArtifactStore;
  readonly sounds: UnitSpec['inputs'];
}

async function toUnit({ request, script, manifest, artifacts, sounds }: ToUnitParams): Promise<UnitSpec> {
  const landmarks = manifest.parts.flatMap((part, index) => {
    const name = `landmarks-${index}`;
    return script.tracks.some((track) => track.landmarks === name) ? [[name, part.landmarks] as const] : [];
  });
  return {
    stage: request.stage,
    ...(request.engine && { engine: request.engine }),
    params: { ...request.params, firstFrame: script.firstFrame, endFrame: script.endFrame },
    inputs: {
      source: requireInput(request, 'source'),
      media: requireInput(request, 'media'),
      frames: requireInput(request, 'frames'),
      script: await writeArtifact(artifacts, script),
      ...Object.fromEntries(landmarks),
      ...sounds,
    },
  };
}
