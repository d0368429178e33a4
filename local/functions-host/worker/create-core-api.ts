import type { HostLogEntry, HostLogLevel } from '../host-log.js';
import type { FunctionRegistry, HookCallback } from './function-registry.js';
import type { FunctionCallback, ProgrammingModel } from './programming-model.js';

/** Versions this host answers with; the model compares them to know which features it may use. */
const WORKER_VERSION = '3.11.0';
const HOST_VERSION = '4.1036.0';

/** Undo of a registration, in the shape the worker library hands on to apps. */
class Disposable {
  readonly #undo: () => void;

  constructor(undo: () => void) {
    this.#undo = undo;
  }

  static from(...disposables: readonly { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const disposable of disposables) disposable.dispose();
    });
  }

  dispose(): void {
    this.#undo();
  }
}

/** What `require('@azure/functions-core')` gives inside the host: the worker half of the programming model. */
export function createCoreApi(
  registry: FunctionRegistry,
  log: (level: HostLogLevel, category: HostLogEntry['category'], message: string) => void,
): object {
  return {
    version: WORKER_VERSION,
    hostVersion: HOST_VERSION,
    Disposable,
    // `app.setup({ enableHttpStream })` refuses a core without `log`.
    log,
    setProgrammingModel(model: ProgrammingModel): void {
      registry.model = model;
    },
    getProgrammingModel: () => registry.model,
    registerFunction: (metadata: unknown, callback: FunctionCallback) =>
      new Disposable(registry.addFunction(metadata, callback)),
    registerHook: (name: string, callback: HookCallback) => new Disposable(registry.addHook(name, callback)),
  };
}
