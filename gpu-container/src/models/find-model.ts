import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { modelCatalogue } from './model-catalogue.js';
import type { ModelEntry } from './model-entry.js';

/** The entry of a model. Fails with `engine-missing` for an id this version does not know. */
export function findModel(id: string): ModelEntry {
  const entry = modelCatalogue.find((model) => model.id === id);
  if (entry === undefined)
    throw new PipelineError('engine-missing', `There is no model "${id}": npm run models -- list names them.`);
  return entry;
}
