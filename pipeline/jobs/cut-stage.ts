import type { StageRequest } from '../contracts/stage-request.js';
import type { UnitSpec } from '../contracts/unit.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { cutSpeech } from './cut-speech.js';

/** Cuts a stage into units. Most stages are one unit; `synthesize` is one per segment. */
export async function cutStage(request: StageRequest, artifacts: ArtifactStore): Promise<readonly UnitSpec[]> {
  if (request.stage === 'synthesize') return cutSpeech(request, artifacts);
  const { stage, params, inputs, engine } = request;
  return [{ stage, params, inputs, ...(engine === undefined ? {} : { engine }) }];
}
