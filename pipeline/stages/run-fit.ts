import type { ArtifactRef } from '../contracts/artifact-ref.js';
import { MediaInfo } from '../contracts/media-info.js';
import { ShotList } from '../contracts/shot-list.js';
import { SpeakingFaces } from '../contracts/speaking-faces.js';
import { Speech } from '../contracts/spoken-segment.js';
import { Transcript } from '../contracts/transcript.js';
import type { Unit } from '../contracts/unit.js';
import { readArtifact } from '../jobs/read-artifact.js';
import { requireInput } from '../jobs/require-input.js';
import { writeArtifact } from '../jobs/write-artifact.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { fitSpeech } from '../timing/fit-speech.js';

/**
 * `fit`: places the spoken segments of one target on the timeline, strictly where a mouth is seen. Inputs transcript,
 * speech, media, shots, perhaps speaking-faces; output fit.
 */
export async function runFit(unit: Unit, artifacts: ArtifactStore): Promise<Readonly<Record<string, ArtifactRef>>> {
  const [transcript, speech, media, shots] = await Promise.all([
    readArtifact(artifacts, requireInput(unit, 'transcript'), Transcript),
    readArtifact(artifacts, requireInput(unit, 'speech-manifest'), Speech),
    readArtifact(artifacts, requireInput(unit, 'media'), MediaInfo),
    readArtifact(artifacts, requireInput(unit, 'shots'), ShotList),
  ]);
  const faces = unit.inputs['speaking-faces'];
  const plan = fitSpeech({
    transcript,
    speech: speech.segments.map(({ id, durationMs, words, alternatives }) => ({
      ...{ id, durationMs },
      ...(words && { words }),
      ...(alternatives && { alternatives }),
    })),
    videoDurationMs: media.durationMs,
    shotsMs: shots.cutsMs,
    ...(faces && { onScreen: whoIsSeen(await readArtifact(artifacts, faces, SpeakingFaces)) }),
  });
  return { fit: await writeArtifact(artifacts, plan) };
}

/** Reasons that say the voice comes from somebody the viewer does not see speaking. */
const unseen: readonly string[] = ['no-face', 'off-screen-voice'];

function whoIsSeen({ spans, untouched }: SpeakingFaces): (segmentId: string) => boolean | undefined {
  const seen = new Map<string, boolean>(
    untouched.filter(({ reason }) => unseen.includes(reason)).map(({ segmentId }) => [segmentId, false]),
  );
  for (const { segmentId } of spans) seen.set(segmentId, true);
  return (segmentId) => seen.get(segmentId);
}
