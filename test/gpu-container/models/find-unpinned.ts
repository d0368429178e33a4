import { findModel } from '../../../gpu-container/src/models/find-model.js';
import type { ModelEntry } from '../../../gpu-container/src/models/model-entry.js';

/** A model of the catalogue as if nobody had written down its digests: for graphs that tests make themselves. */
export function findUnpinned(id: string): ModelEntry {
  const entry = findModel(id);
  const files = entry.files.map(({ path, variant }) => ({ path, ...(variant === undefined ? {} : { variant }) }));
  return { ...entry, files };
}
