import { FrameIndex } from '../contracts/frame-index.js';
import { ShotList } from '../contracts/shot-list.js';
import type { StageRequest } from '../contracts/stage-request.js';
import type { UnitSpec } from '../contracts/unit.js';
import { cutFaces } from '../faces/cut-faces.js';
import { cutLips } from '../lip-sync/cut-lips.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { cutSamples } from './cut-samples.js';
import { cutSpeech } from './cut-speech.js';
import { readArtifact } from './read-artifact.js';
import { requireInput } from './require-input.js';

/**
 * Cuts a stage into units. Most stages are one unit; speech is one per segment, samples of voices one per speaker, faces
 * one per stretch of shots, mouths one per run of pictures.
 */
export async function cutStage(request: StageRequest, artifacts: ArtifactStore): Promise<readonly UnitSpec[]> {
  if (request.stage === 'sample-voices') return cutSamples(request, artifacts);
  if (request.stage === 'synthesize') return cutSpeech(request, artifacts);
  if (request.stage === 'track-faces') return cutTracking(request, artifacts);
  if (request.stage === 'lip-sync') return cutLips(request, artifacts);
  const { stage, params, inputs, engine } = request;
  return [{ stage, params, inputs, ...(engine === undefined ? {} : { engine }) }];
}

async function cutTracking(request: StageRequest, artifacts: ArtifactStore): Promise<readonly UnitSpec[]> {
  const { stage, inputs, engine } = request;
  const [frames, shots] = await Promise.all([
    readArtifact(artifacts, requireInput(request, 'frames'), FrameIndex),
    readArtifact(artifacts, requireInput(request, 'shots'), ShotList),
  ]);
  return cutFaces({ frames, shots }).map((params) => ({ stage, params, inputs, ...(engine && { engine }) }));
}
