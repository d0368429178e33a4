import type { StageRequest } from '../contracts/stage-request.js';
import type { UnitSpec } from '../contracts/unit.js';
import { cutLips } from '../lip-sync/cut-lips.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { cutSpeech } from './cut-speech.js';

/** Cuts a stage into units. Most stages are one unit; speech is one per segment, mouths one per run of pictures. */
export async function cutStage(request: StageRequest, artifacts: ArtifactStore): Promise<readonly UnitSpec[]> {
  if (request.stage === 'synthesize') return cutSpeech(request, artifacts);
  if (request.stage === 'lip-sync') return cutLips(request, artifacts);
  const { stage, params, inputs, engine } = request;
  return [{ stage, params, inputs, ...(engine === undefined ? {} : { engine }) }];
}
