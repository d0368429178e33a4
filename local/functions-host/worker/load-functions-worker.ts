import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { HostLogEntry, HostLogLevel } from '../host-log.js';
import { installCoreModule } from './core-module.js';
import { createCoreApi } from './create-core-api.js';
import { findEntryFiles } from './find-entry-files.js';
import { FunctionRegistry } from './function-registry.js';
import { FunctionsWorker } from './functions-worker.js';
import { onLoopback } from './on-loopback.js';

const packageJsonSchema = z.object({ main: z.string().min(1), type: z.enum(['module', 'commonjs']).optional() });

/** What the Azure Node.js worker says it can do, before the library adds its own. */
const WORKER_CAPABILITIES = {
  RawHttpBodyBytes: 'true',
  RpcHttpTriggerMetadataRemoved: 'true',
  RpcHttpBodyOnly: 'true',
  TypedDataCollection: 'true',
  UseNullableValueDictionaryForHttp: 'true',
};

/** Which app to load. */
export interface LoadFunctionsWorkerParams {
  /** Folder of the app's package.json and host.json. */
  readonly appRoot: string;
  /** Imports the app's registrations; left out: the files that `main` of package.json names. */
  readonly importApp?: () => Promise<unknown>;
}

let loaded: { readonly appRoot: string; readonly worker: Promise<FunctionsWorker> } | undefined;

/**
 * Loads the Functions app at `appRoot` into this process, unmodified, ESM or CommonJS.
 * A second call for the same app gives the same worker: module caches and the programming model are per process.
 *
 * @throws Error when this process already runs another app, when the app has no entry file, and whatever the app
 * throws while it is loaded.
 */
export async function loadFunctionsWorker({ appRoot, importApp }: LoadFunctionsWorkerParams): Promise<FunctionsWorker> {
  const absoluteRoot = resolve(appRoot);
  if (loaded && loaded.appRoot !== absoluteRoot) {
    throw new Error(`This process already runs the app in ${loaded.appRoot}; give ${absoluteRoot} its own process.`);
  }
  loaded ??= {
    appRoot: absoluteRoot,
    worker: loadApp(absoluteRoot, importApp ?? (() => importEntryFiles(absoluteRoot))),
  };
  return loaded.worker;
}

async function loadApp(appRoot: string, importApp: () => Promise<unknown>): Promise<FunctionsWorker> {
  const registry = new FunctionRegistry();
  const early: HostLogEntry[] = [];
  let worker: FunctionsWorker | undefined;
  const log = (level: HostLogLevel, category: HostLogEntry['category'], message: string): void => {
    if (worker) worker.writeLog({ level, category, message });
    else early.push({ level, category, message });
  };
  // Never undone: handlers may load CommonJS modules lazily, long after startup.
  installCoreModule(createCoreApi(registry, log));
  await importApp();

  const appHookData = {};
  await registry.runHooks('appStart', { hookData: {}, appHookData, functionAppDirectory: appRoot });
  registry.lock();
  const { model } = registry;
  if (!model) throw new Error(`The app in ${appRoot} registers no function with @azure/functions v4.`);
  const capabilities = await onLoopback(() => model.getCapabilities({ ...WORKER_CAPABILITIES }));
  worker = new FunctionsWorker({ registry, model, capabilities, appHookData });
  for (const entry of early) worker.writeLog(entry);
  return worker;
}

async function importEntryFiles(appRoot: string): Promise<void> {
  const packageFile = join(appRoot, 'package.json');
  const { main, type } = packageJsonSchema.parse(JSON.parse(await readFile(packageFile, 'utf8')));
  const require = createRequire(packageFile);
  for (const file of await findEntryFiles(appRoot, main)) {
    const isEsm = file.endsWith('.mjs') || (type === 'module' && !file.endsWith('.cjs'));
    if (isEsm) await import(pathToFileURL(file).href);
    else require(file);
  }
}
