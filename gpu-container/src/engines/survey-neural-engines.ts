import type { EngineDescriptor, MissingEngine, Survey } from '../../../pipeline/contracts/engine-descriptor.js';
import { fingerprintFiles } from '../models/fingerprint-files.js';
import type { ReachedModel } from '../models/model-store.js';
import { type NeuralEngineFacts, neuralEngines } from './neural-engines.js';

export interface SurveyNeuralDeps {
  /** Whether the weights this machine's device runs are here. */
  readonly reach: (id: string) => Promise<ReachedModel>;
  readonly hasProgram: (name: string) => boolean;
  /** Replaced in tests. */
  readonly engines?: readonly NeuralEngineFacts[];
}

/** Tells which neural engines have their weights here, and the command that brings those of the others. Loads none. */
export async function surveyNeuralEngines(deps: SurveyNeuralDeps): Promise<Omit<Survey, 'workerVersion'>> {
  const engines: EngineDescriptor[] = [];
  const missing: MissingEngine[] = [];
  for (const facts of deps.engines ?? neuralEngines()) {
    const needed = await Promise.all(facts.needs.map((id) => deps.reach(id)));
    const optional = await Promise.all((facts.anyOf ?? []).map((id) => deps.reach(id)));
    const absent =
      needed.find((state) => state.kind === 'missing') ?? (hasNone(facts, optional) ? optional[0] : undefined);
    const { id, capability } = facts;
    const program = facts.programs?.find((name) => !deps.hasProgram(name));
    const install = `sudo apt-get install -y ${program}`;
    if (absent?.kind === 'missing')
      missing.push({ id, capability, reason: absent.reason, install: absent.install, tier: 'neural' });
    else if (program !== undefined)
      missing.push({ id, capability, reason: `not found: ${program}`, install, tier: 'neural' });
    else
      engines.push(
        describe(
          facts,
          [...needed, ...optional].flatMap((state) => (state.kind === 'ready' ? state.model : [])),
        ),
      );
  }
  return { engines, missing };
}

type Ready = Extract<ReachedModel, { kind: 'ready' }>;

function hasNone({ anyOf }: NeuralEngineFacts, states: readonly ReachedModel[]): boolean {
  return anyOf !== undefined && states.every((state) => state.kind === 'missing');
}

function describe(facts: NeuralEngineFacts, models: ReadonlyArray<Ready['model']>): EngineDescriptor {
  const { id, capability, version, quality } = facts;
  const languages = facts.languages ?? [...new Set(models.flatMap(({ entry }) => entry.languages))].sort();
  const prints = models.map(({ entry, fingerprint }) => ({ path: entry.id, sha256: fingerprint }));
  return {
    id,
    capability,
    version,
    fingerprint: fingerprintFiles(prints),
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
