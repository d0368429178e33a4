import { findModel } from '../find-model.js';
import { modelCatalogue } from '../model-catalogue.js';
import type { ModelEntry, ModelVariant } from '../model-entry.js';
import type { ModelStore } from '../model-store.js';
import { describeModel } from './describe-model.js';
import type { SuggestedModels } from './suggested-models.js';

export interface ListModelsParams {
  /** The best engines for a dubbing; the whole catalogue when absent. */
  readonly suggested: readonly SuggestedModels[] | undefined;
  readonly deps: {
    readonly store: ModelStore;
    readonly variantOf: (entry: ModelEntry) => ModelVariant | undefined;
  };
  readonly show: (columns: readonly string[], rows: ReadonlyArray<Readonly<Record<string, unknown>>>) => void;
}

/** Shows the catalogue, or for each capability of a dubbing its best engine and how much of what that needs is here. */
export async function listModels({ suggested, deps, show }: ListModelsParams): Promise<void> {
  if (suggested === undefined) {
    show(['id', 'task', 'megabytes', 'state', 'commercialUse', 'install'], await describe(modelCatalogue, deps));
    return;
  }
  const rows = await Promise.all(suggested.map((each) => describeSuggested(each, deps)));
  show(['capability', 'languages', 'engine', 'models', 'state', 'megabytes'], rows);
}

async function describe(entries: readonly ModelEntry[], { store, variantOf }: ListModelsParams['deps']) {
  return Promise.all(
    entries.map(async (entry) => {
      const variant = variantOf(entry);
      return describeModel({ entry, variant, state: await store.look(entry.id, variant) });
    }),
  );
}

async function describeSuggested(suggested: SuggestedModels, deps: ListModelsParams['deps']) {
  const { capability, languages, engine, models } = suggested;
  if (engine === undefined) return { capability, languages, engine: 'none: an embedded one, where there is one' };
  const rows = await describe(models.map(findModel), deps);
  const sizes = rows.map(({ megabytes }) => megabytes);
  return {
    capability,
    languages,
    engine,
    models: models.join(' '),
    state: rows.every(({ state }) => state === 'here') ? 'here' : 'missing',
    megabytes: sizes.includes('?') ? '?' : sizes.reduce<number>((sum, size) => sum + Number(size), 0),
  };
}
