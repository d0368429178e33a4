import type { FaceManifest } from '../../../pipeline/contracts/face-manifest.js';
import { FaceTracks } from '../../../pipeline/contracts/face-tracks.js';
import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { groupPeople } from '../../../pipeline/faces/group-people.js';
import { seeTrack } from '../../../pipeline/faces/see-track.js';
import type { SeenTrack } from '../../../pipeline/faces/seen-track.js';
import type { ArtifactFiles } from '../artifacts/artifact-files.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { openLandmarks } from './landmarks-file.js';

export interface SeeTracksParams {
  readonly manifest: FaceManifest;
  /** Exact times of frames, where there are any. */
  readonly frames: FrameIndex | undefined;
  readonly artifacts: ArtifactFiles;
}

/** Every track of a source with what its mouth does and whom it shows; people are numbered as they are first seen. */
export async function seeTracks({ manifest, frames, artifacts }: SeeTracksParams): Promise<readonly SeenTrack[]> {
  const parts = await readParts(manifest, artifacts);
  const looks = parts.flatMap(({ tracks }, part) => tracks.map((track) => ({ ...track, part })));
  const personOf = new Map(
    groupPeople(looks).flatMap((group, index) => group.map((track) => [track, `person-${index + 1}`] as const)),
  );
  const seen: SeenTrack[] = [];
  for (const [part, { landmarks }] of manifest.parts.entries()) {
    const reader = await openLandmarks(await artifacts.fetch(landmarks));
    try {
      for (const [index, track] of looks.entries()) {
        if (track.part !== part) continue;
        const seenFrames = seeTrack({ track, landmarks: await reader.read({ track }), frames });
        seen.push({ part, trackId: track.id, person: personOf.get(index) ?? track.id, frames: seenFrames });
      }
    } finally {
      await reader.close();
    }
  }
  return seen;
}

async function readParts(manifest: FaceManifest, artifacts: ArtifactFiles): Promise<FaceTracks[]> {
  const parts: FaceTracks[] = [];
  for (const { faces } of manifest.parts) {
    parts.push(await readJsonArtifact(artifacts, faces, FaceTracks));
  }
  return parts;
}
