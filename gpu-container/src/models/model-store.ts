import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { hashFile } from '../artifacts/hash-file.js';
import { filesOfVariant } from './files-of-variant.js';
import { findModel } from './find-model.js';
import { fingerprintFiles } from './fingerprint-files.js';
import { holdModel } from './hold-model.js';
import { linkBakedModels } from './link-baked-models.js';
import type { LocatedModel } from './located-model.js';
import type { ModelEntry, ModelFile, ModelVariant } from './model-entry.js';
import { MODEL_LOCK_FILE, ModelLock } from './model-lock.js';
import type { ModelState } from './model-state.js';
import { type PulledFile, pullFile } from './pull-file.js';
import type { ModelSource } from './sources/model-source.js';

/** The models of this machine. */
export interface ModelStore {
  readonly folder: string;
  /** Looks at names, sizes and the lock; reads no weights and asks nobody. */
  look(id: string, variant?: ModelVariant): Promise<ModelState>;
  /** As `look`; a model that a source of our own has on record counts as ready too: `locate` will bring it. */
  reach(id: string, variant?: ModelVariant): Promise<ReachedModel>;
  /**
   * A model that is whole here, or that a source of our own has. Fails with `engine-missing` and the command that
   * brings it: a job never loads from a public place.
   */
  locate(id: string, options?: LocateOptions): Promise<LocatedModel>;
  /** Brings what is missing. See `pullFile` for the failures. */
  pull(id: string, options: PullOptions): Promise<LocatedModel>;
  /** Reads every byte; the paths whose digest is not the pinned one, or that are gone. */
  verify(id: string, variant?: ModelVariant): Promise<readonly string[]>;
  /** The same for what was ever pulled here, of whatever variant; undefined where nothing was. */
  verifyPulled(id: string): Promise<readonly string[] | undefined>;
}

/** What is known of a model before its files are needed. */
export type ReachedModel =
  | { readonly kind: 'ready'; readonly model: Pick<LocatedModel, 'entry' | 'fingerprint'> }
  | Extract<ModelState, { kind: 'missing' }>;

export interface LocateOptions {
  readonly variant?: ModelVariant | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PullOptions extends LocateOptions {
  readonly source?: ModelSource;
  readonly trustFirst?: boolean;
  /** Reads what is there too, and brings again what has become other bytes. */
  readonly isChecked?: boolean;
  readonly onProgress?: (file: ModelFile, bytes: number) => void;
}

export interface ModelStoreDeps {
  readonly folder: string;
  /** Where `pull` looks, and `locate` too when the source is ours. */
  readonly source: ModelSource;
  /** Models the image was built with: they count as models of this machine. */
  readonly baked?: string | undefined;
  /** The catalogue; replaced in tests. */
  readonly find?: (id: string) => ModelEntry;
}

/** Opens the store; touches nothing before it is used. Every id it does not know fails with `engine-missing`. */
export function createModelStore({ folder, source, baked, find = findModel }: ModelStoreDeps): ModelStore {
  let linking: Promise<void> | undefined;
  const look: ModelStore['look'] = async (id, variant) => {
    linking ??= baked === undefined ? Promise.resolve() : linkBakedModels({ baked, folder });
    await linking;
    return lookAt({ folder, entry: find(id), variant });
  };
  const pull: ModelStore['pull'] = async (id, options) => {
    const entry = find(id);
    const { variant, signal = new AbortController().signal } = options;
    if (options.isChecked) await removeWrong({ folder, entry, variant });
    const before = await look(id, variant);
    if (before.kind === 'ready') return before.model;
    const work = () => pullMissing({ folder, entry, ...options, source: options.source ?? source, signal });
    await holdModel({ folder: join(folder, id), signal, work });
    return ready(await look(id, variant));
  };
  return {
    folder,
    look,
    pull,
    reach: async (id, variant) => {
      const state = await look(id, variant);
      return state.kind === 'ready' || !source.isOurs ? state : reachInSource(find(id), variant, { state, source });
    },
    locate: async (id, options = {}) => {
      const state = await look(id, options.variant);
      if (state.kind === 'ready' || !source.isOurs) return ready(state);
      return pull(id, options).catch((error) => nameCommand(error, state));
    },
    verify: async (id, variant) => verifyFiles({ folder, entry: find(id), variant }),
    verifyPulled: async (id) => verifyPulled({ folder, entry: find(id) }),
  };
}

interface InFolder {
  readonly folder: string;
  readonly entry: ModelEntry;
  readonly variant?: ModelVariant | undefined;
}

function ready(state: ModelState): LocatedModel {
  if (state.kind === 'ready') return state.model;
  throw new PipelineError('engine-missing', `${state.reason} Bring it with: ${state.install}`);
}

function nameCommand(error: unknown, state: ModelState & { kind: 'missing' }): never {
  if (error instanceof PipelineError && error.code === 'not-found')
    throw new PipelineError('engine-missing', `${state.reason} Bring it with: ${state.install}`, { cause: error });
  throw error;
}

async function lookAt({ folder, entry, variant }: InFolder): Promise<ModelState> {
  const home = join(folder, entry.id);
  const lock = await readLock(home);
  const files: Array<{ path: string; sha256: string }> = [];
  const absent: string[] = [];
  for (const file of filesOfVariant(entry, variant)) {
    const pinned = lock?.files.find(({ path }) => path === file.path);
    if (pinned === undefined || !(await isWhole(home, file, pinned))) absent.push(file.path);
    else files.push(pinned);
  }
  if (absent.length > 0) return missing({ folder, entry, variant }, absent);
  return { kind: 'ready', model: located(home, entry, files) };
}

async function reachInSource(
  entry: ModelEntry,
  variant: ModelVariant | undefined,
  { state, source }: { readonly state: ReachedModel; readonly source: ModelSource },
): Promise<ReachedModel> {
  const files: Array<{ path: string; sha256: string }> = [];
  for (const file of filesOfVariant(entry, variant)) {
    const sha256 = await source.recordedSha256?.(entry, file);
    if (sha256 === undefined || (file.sha256 !== undefined && file.sha256 !== sha256)) return state;
    files.push({ path: file.path, sha256 });
  }
  return { kind: 'ready', model: { entry, fingerprint: fingerprintFiles(files) } };
}

async function isWhole(home: string, file: ModelFile, pinned: ModelLock['files'][number]): Promise<boolean> {
  if (file.sha256 !== undefined && file.sha256 !== pinned.sha256) return false; // the catalogue has moved on
  const found = await stat(join(home, file.path)).catch(() => undefined);
  return found?.size === pinned.sizeBytes;
}

function located(
  home: string,
  entry: ModelEntry,
  files: ReadonlyArray<{ path: string; sha256: string }>,
): LocatedModel {
  return {
    entry,
    folder: home,
    fingerprint: fingerprintFiles(files),
    file: (path) => {
      if (files.some((file) => file.path === path)) return join(home, path);
      throw new PipelineError('internal', `Model ${entry.id} has no file ${path} in this variant.`);
    },
  };
}

function missing({ entry, variant }: InFolder, absent: readonly string[]): ModelState {
  const isTrusted = filesOfVariant(entry, variant).every((file) => file.sha256 !== undefined || file.md5 !== undefined);
  const from = entry.origin.kind === 'converted' ? ' --from FOLDER' : '';
  const of = variant === undefined ? '' : ` --variant ${variant}`;
  const named =
    absent.length > 3 ? `${absent.slice(0, 3).join(', ')} and ${absent.length - 3} more` : absent.join(', ');
  return {
    kind: 'missing',
    reason: `Model ${entry.id} is not on this machine (${named}).`,
    install: `npm run models -- pull ${entry.id}${of}${from}${isTrusted ? '' : ' --trust-first'}`,
  };
}

interface PullMissingParams extends InFolder, PullOptions {
  readonly source: ModelSource;
  readonly signal: AbortSignal;
}

async function pullMissing(params: PullMissingParams): Promise<void> {
  const { folder, entry, variant, source, signal } = params;
  const home = join(folder, entry.id);
  for (const file of filesOfVariant(entry, variant)) {
    const lock = await readLock(home);
    const pinned = lock?.files.find(({ path }) => path === file.path);
    if (pinned !== undefined && (await isWhole(home, file, pinned))) continue;
    const pulled = await pullFile({
      source,
      entry,
      file,
      path: join(home, file.path),
      trustFirst: params.trustFirst ?? false,
      pinned: pinned?.sha256,
      signal,
      onBytes: (bytes) => params.onProgress?.(file, bytes),
    });
    await pin({ home, entry, lock, pulled, origin: source.name });
  }
}

interface PinParams {
  readonly home: string;
  readonly entry: ModelEntry;
  readonly lock: ModelLock | undefined;
  readonly pulled: PulledFile;
  readonly origin: string;
}

/** Written after every file: a pull that is killed keeps what it has. */
async function pin({ home, entry, lock, pulled: { commit, ...pulled }, origin }: PinParams): Promise<void> {
  const others = (lock?.files ?? []).filter(({ path }) => path !== pulled.path);
  const value: ModelLock = {
    schemaVersion: 1,
    id: entry.id,
    origin,
    ...(commit === undefined ? {} : { commit }),
    files: [...others, pulled].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const path = join(home, MODEL_LOCK_FILE);
  await writeFile(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

/** A lock that cannot be read counts as none: the files are brought and checked again. */
async function readLock(home: string): Promise<ModelLock | undefined> {
  try {
    return ModelLock.parse(JSON.parse(await readFile(join(home, MODEL_LOCK_FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

async function removeWrong(params: InFolder): Promise<void> {
  const home = join(params.folder, params.entry.id);
  for (const path of await verifyFiles(params)) await rm(join(home, path), { force: true });
}

async function verifyFiles({ folder, entry, variant }: InFolder): Promise<readonly string[]> {
  const home = join(folder, entry.id);
  const lock = await readLock(home);
  const wrong: string[] = [];
  for (const file of filesOfVariant(entry, variant)) {
    const pinned = lock?.files.find(({ path }) => path === file.path)?.sha256;
    const actual = await hashFile(join(home, file.path)).catch(() => undefined);
    if (actual === undefined || actual !== (file.sha256 ?? pinned)) wrong.push(file.path);
  }
  return wrong;
}

async function verifyPulled({ folder, entry }: InFolder): Promise<readonly string[] | undefined> {
  const home = join(folder, entry.id);
  const lock = await readLock(home);
  if (lock === undefined) return undefined;
  const wrong: string[] = [];
  for (const { path, sha256 } of lock.files) {
    const published = entry.files.find((file) => file.path === path)?.sha256;
    const actual = await hashFile(join(home, path)).catch(() => undefined);
    if (actual !== (published ?? sha256)) wrong.push(path);
  }
  return wrong;
}
