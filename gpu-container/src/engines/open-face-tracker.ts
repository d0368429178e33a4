import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { type FaceModels, openFaceModels } from '../faces/open-face-models.js';
import type { NeuralDeps } from '../neural/open-model.js';
import { createMediapipeTracker } from './mediapipe-faces/create-mediapipe-tracker.js';
import { createYunetDetector } from './yunet/create-yunet-detector.js';

/** The face tracker that needs no weights of the registry. */
const EMBEDDED = 'human-models';

/**
 * The models of a face tracker of an id. Who is who is told by the embedded identity model in any case. Fails with
 * `engine-missing` for an id that is none, and where models are not here.
 */
export async function openFaceTracker(id = EMBEDDED, neural: (id: string) => Promise<NeuralDeps>): Promise<FaceModels> {
  if (id === EMBEDDED) return openFaceModels();
  if (id !== 'mediapipe') throw new PipelineError('engine-missing', `There is no face tracker called "${id}".`);
  const deps = await neural(id);
  const tracker = createMediapipeTracker(deps, createYunetDetector(deps));
  return { ...(await openFaceModels()), ...tracker };
}
