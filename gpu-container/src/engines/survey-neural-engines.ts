import type { EngineDescriptor, MissingEngine, Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { findModel } from '../models/find-model.js';
import { fingerprintFiles } from '../models/fingerprint-files.js';
import type { ReachedModel } from '../models/model-store.js';
import type { OnnxDevice } from '../onnx/onnx-session.js';
import type { EnginePlace, EnginePlacing } from './create-engine-placing.js';
import { type NeuralEngineFacts, neuralEngines } from './neural-engines.js';

export interface SurveyNeuralDeps {
  /** Whether the weights a device runs are here, or can be had without a public place. */
  readonly reach: (id: string, device: OnnxDevice) => Promise<ReachedModel>;
  readonly places: EnginePlacing['places'];
  readonly hasProgram: (name: string) => boolean;
  /** Replaced in tests. */
  readonly engines?: readonly NeuralEngineFacts[];
}

/** Tells which neural engines have their weights here, and the commands that bring those of the others. Loads none. */
export async function surveyNeuralEngines(deps: SurveyNeuralDeps): Promise<Omit<Survey, 'workerVersion'>> {
  const surveyed = await Promise.all((deps.engines ?? neuralEngines()).map((facts) => surveyEngine(facts, deps)));
  return {
    engines: surveyed.flatMap(({ engine }) => engine ?? []),
    missing: surveyed.flatMap(({ missing }) => missing ?? []),
  };
}

/** No embedded engine ranks higher: what ranks above is worth naming where it is missing. */
const BEST_EMBEDDED = 30;

interface Surveyed {
  readonly engine?: EngineDescriptor;
  /** Beside an engine: what it could reach with more models. */
  readonly missing?: MissingEngine;
}

/** In the first place its weights are for; those of a better place are then named as missing. */
async function surveyEngine(facts: NeuralEngineFacts, deps: SurveyNeuralDeps): Promise<Surveyed> {
  let wanted: Surveyed = {};
  for (const place of await deps.places(facts)) {
    const surveyed = await surveyAt(facts, place, deps);
    if (surveyed.engine !== undefined) return { ...surveyed, ...wanted };
    if (wanted.missing === undefined) wanted = surveyed;
  }
  return wanted;
}

async function surveyAt(facts: NeuralEngineFacts, place: EnginePlace, deps: SurveyNeuralDeps): Promise<Surveyed> {
  const { id, capability, needs, anyOf = [] } = facts;
  const needed = await reachAll(needs, place, deps);
  const optional = await reachAll(anyOf, place, deps);
  const models = [...needed, ...optional].flatMap(({ state }) => (state.kind === 'ready' ? state.model : []));
  const absent = [...needed, ...optional].flatMap(({ model, state }) =>
    state.kind === 'missing' ? { model, ...state } : [],
  );
  const isCommercialUseAllowed = [...needs, ...anyOf].every(
    (model) => findModel(model).licence.commercialUse === 'yes',
  );
  const tier = facts.quality > BEST_EMBEDDED ? ({ tier: 'neural' } as const) : {};
  const whole = { id, capability, isCommercialUseAllowed, ...tier } as const;
  const program = facts.programs?.find((name) => !deps.hasProgram(name));
  if (program !== undefined)
    return { missing: { ...whole, reason: `not found: ${program}`, install: `sudo apt-get install -y ${program}` } };
  const [first] = absent;
  if (first === undefined) return { engine: describe(facts, place, models) };
  const offers = offersOf(facts, absent);
  const missing: MissingEngine = {
    ...whole,
    reason: first.reason,
    install: offers[0]?.install ?? first.install,
    offers,
  };
  const isHere =
    needed.every(({ state }) => state.kind === 'ready') &&
    (anyOf.length === 0 || optional.some(({ state }) => state.kind === 'ready'));
  if (!isHere) return { missing };
  return {
    engine: describe(facts, place, models),
    missing: { ...missing, reason: `${absent.length} of its models are not on this machine` },
  };
}

interface Absent {
  readonly model: string;
  readonly install: string;
}

/** One command for everything the engine cannot do without, then one for each model it could have besides. */
function offersOf(
  { needs, languages }: NeuralEngineFacts,
  absent: readonly Absent[],
): NonNullable<MissingEngine['offers']> {
  const needed = absent.filter(({ model }) => needs.includes(model));
  const commands = needed.map(({ install }) => install).join(' && ');
  const whole = needed.slice(0, 1).map(({ model }) => ({ model, install: commands }));
  return [...whole, ...absent.filter((each) => !needed.includes(each))].map(({ model, install }) => ({
    languages: [...(languages ?? findModel(model).languages)],
    install,
  }));
}

async function reachAll(ids: readonly string[], { device }: EnginePlace, { reach }: SurveyNeuralDeps) {
  return Promise.all(ids.map(async (model) => ({ model, state: await reach(model, device) })));
}

type Ready = Extract<ReachedModel, { kind: 'ready' }>;

/** What CUDA adds up in another order is not the same to the last bit, even with the same weights. */
const MADE_ON_CUDA = { path: 'device', sha256: 'cuda' };

function describe(
  facts: NeuralEngineFacts,
  { device, placement }: EnginePlace,
  models: ReadonlyArray<Ready['model']>,
): EngineDescriptor {
  const { id, capability, version, quality } = facts;
  const languages = facts.languages ?? [...new Set(models.flatMap(({ entry }) => entry.languages))].sort();
  const prints = models.map(({ entry, fingerprint }) => ({ path: entry.id, sha256: fingerprint }));
  return {
    id,
    capability,
    version,
    fingerprint: fingerprintFiles(device === 'cuda' ? [...prints, MADE_ON_CUDA] : prints),
    ...(placement === undefined ? {} : { placement }),
    device,
    tier: 'neural',
    licence: [...new Set(models.map(({ entry }) => entry.licence.name))].join(' and '),
    isCommercialUseAllowed: models.every(({ entry }) => entry.licence.commercialUse === 'yes'),
    quality,
    languages: [...languages],
    ...(capability === 'translator' ? { pairs: pairsOf(facts, models) } : {}),
  };
}

function pairsOf(facts: NeuralEngineFacts, models: ReadonlyArray<Ready['model']>): EngineDescriptor['pairs'] {
  const all = facts.languages ?? [];
  if (facts.isAnyToAny) return all.flatMap((from) => all.flatMap((to) => (from === to ? [] : { from, to })));
  return models.map(
    ({
      entry: {
        languages: [from = '', to = ''],
      },
    }) => ({ from, to }),
  );
}
