import type { EngineChoice } from '../contracts/engine-choice.js';
import type { StageName } from '../contracts/stage-name.js';
import { type Placement, stageCatalogue } from './stage-catalogue.js';

/** Where a unit runs: an engine that is placed on a GPU takes its stage there; stages of the app never leave it. */
export function placementOf(
  stage: StageName,
  engine?: { readonly placement?: EngineChoice['placement'] | undefined },
): Placement {
  const { placement } = stageCatalogue[stage];
  return placement === 'inline' ? placement : (engine?.placement ?? placement);
}
