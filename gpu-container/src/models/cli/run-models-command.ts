import { parseArgs } from 'node:util';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { findModel } from '../find-model.js';
import { modelCatalogue } from '../model-catalogue.js';
import type { ModelEntry, ModelVariant } from '../model-entry.js';
import type { ModelStore } from '../model-store.js';
import { createFolderSource } from '../sources/folder-source.js';
import type { ModelSource } from '../sources/model-source.js';
import { auditModels } from './audit-models.js';
import { createPullProgress } from './create-pull-progress.js';
import { listModels } from './list-models.js';
import { type Dubbing, readDubbing } from './read-dubbing.js';
import { renderModels } from './render-models.js';
import type { SuggestedModels } from './suggested-models.js';

export interface ModelsCommandDeps {
  readonly store: ModelStore;
  /** Where missing models come from. */
  readonly source: ModelSource;
  /** Which variant this machine runs, of a model that has several. */
  readonly variantOf: (entry: ModelEntry) => ModelVariant | undefined;
  /** The best engines for a dubbing. */
  readonly suggest: (dubbing: Dubbing) => readonly SuggestedModels[];
  readonly write: (text: string) => void;
  /** Progress and remarks, for people. */
  readonly remark: (text: string) => void;
  /** Whether remarks go to a terminal, where progress stays on one line. */
  readonly isTerminal: boolean;
  readonly signal: AbortSignal;
}

const USAGE = `usage: npm run models -- <command> [--json]
  list [--for en:es,de]   what there is, and what is on this machine; or what dubs from en into es and de best
  pull <id…> | --for en:es,de
       [--from FOLDER] [--variant fp32|fp16|int8|int4] [--trust-first] [--check]
  verify [<id…>]          reads every byte of what is on this machine
  audit [<id…>]           asks the public places whether every file is still there as listed; takes no weights
  licences                under which terms each model may be used

  --for takes what may be used for commerce; with --any-licence, the rest too
`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  from: { type: 'string' },
  variant: { type: 'string' },
  'trust-first': { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  for: { type: 'string' },
  'any-licence': { type: 'boolean', default: false },
} as const;

/** Runs one command and returns the exit code: 0 done, 1 something is wrong with a model, 2 wrong usage. */
export async function runModelsCommand(argv: readonly string[], deps: ModelsCommandDeps): Promise<number> {
  const { values, positionals } = readArguments(argv);
  const [command, ...ids] = positionals;
  if ((command === 'list' || command === 'licences') && ids.length > 0)
    throw new PipelineError('request-invalid', `"${command}" takes no names; it was given ${ids.join(' ')}.`);
  const suggested =
    values.for === undefined
      ? undefined
      : deps.suggest(readDubbing(values.for, { isForCommerce: !values['any-licence'] }));
  const show = (columns: readonly string[], rows: ReadonlyArray<Readonly<Record<string, unknown>>>): void =>
    deps.write(values.json ? `${JSON.stringify(rows, null, 2)}\n` : renderModels(columns, rows));
  switch (command) {
    case 'list':
      await listModels({ suggested, deps, show });
      return 0;
    case 'licences':
      show(['id', 'licence', 'commercialUse', 'note', 'citation'], modelCatalogue.map(licenceOf));
      return 0;
    case 'verify':
      return verify(ids, deps, (rows) => show(['id', 'result', 'wrong'], rows));
    case 'audit':
      return audit(ids, deps, (rows) => show(['id', 'path', 'result', 'sizeBytes', 'sha256', 'reason'], rows));
    case 'pull': {
      const wanted = new Set([...ids, ...(suggested ?? []).flatMap(({ models }) => models)]);
      if (wanted.size === 0) break;
      for (const id of wanted) await pull(id, values, deps);
      return 0;
    }
    default:
  }
  deps.remark(USAGE);
  return 2;
}

function readArguments(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new PipelineError('request-invalid', `${error.message}\n${USAGE}`, { cause: error });
  }
}

function licenceOf({ id, licence, citation }: ModelEntry) {
  const { name, commercialUse, note = '' } = licence;
  return { id, licence: name, commercialUse, note, citation };
}

type PullValues = {
  readonly from?: string;
  readonly variant?: string;
  readonly 'trust-first'?: boolean;
  readonly check?: boolean;
};

async function pull(id: string, values: PullValues, deps: ModelsCommandDeps) {
  const { store, variantOf, remark, signal } = deps;
  const entry = findModel(id);
  const progress = createPullProgress({ id, ...deps });
  const model = await store.pull(id, {
    variant: readVariant(values.variant) ?? variantOf(entry),
    signal,
    trustFirst: values['trust-first'] ?? false,
    isChecked: values.check ?? false,
    ...(values.from === undefined ? {} : { source: createFolderSource(values.from) }),
    onProgress: progress.tell,
  });
  progress.end();
  remark(`${id} is here: ${model.folder}\n`);
}

function readVariant(value: string | undefined): ModelVariant | undefined {
  if (value === undefined || value === 'fp32' || value === 'fp16' || value === 'int8' || value === 'int4') return value;
  throw new PipelineError('request-invalid', `There is no variant "${value}": fp32, fp16, int8 or int4.`);
}

type Row = Readonly<Record<string, unknown>>;

async function verify(ids: readonly string[], deps: ModelsCommandDeps, show: (rows: readonly Row[]) => void) {
  const rows: Row[] = [];
  for (const entry of ids.length > 0 ? ids.map(findModel) : modelCatalogue) {
    const { id } = entry;
    // what was pulled and has since been damaged or lost is not "missing" here: finding it is the point
    const wrong =
      ids.length > 0 ? await deps.store.verify(id, deps.variantOf(entry)) : await deps.store.verifyPulled(id);
    if (wrong === undefined) continue;
    const install = `npm run models -- pull ${id} --check${entry.origin.kind === 'converted' ? ' --from FOLDER' : ''}`;
    rows.push({ id, result: wrong.length === 0 ? 'good' : `bad: ${install}`, wrong: wrong.join(', ') });
  }
  if (rows.length === 0)
    deps.remark('No model was pulled to this machine yet; npm run models -- list shows what there is.\n');
  show(rows);
  return rows.some(({ result }) => result !== 'good') ? 1 : 0;
}

async function audit(ids: readonly string[], deps: ModelsCommandDeps, show: (rows: readonly Row[]) => void) {
  const { source, signal } = deps;
  const entries = ids.length > 0 ? ids.map(findModel) : modelCatalogue;
  const audits = await auditModels({ entries, source, signal });
  show(audits.map((row) => ({ ...row })));
  const wrong = audits.filter(({ result }) => result === 'gone' || result === 'other' || result === 'unknown');
  deps.remark(`Files asked for: ${audits.length}; not as the catalogue says, or not reached: ${wrong.length}.\n`);
  return wrong.length > 0 ? 1 : 0;
}
