import Module from 'node:module';

/** The id that `@azure/functions` asks for; only the host can answer it, no such package exists on a registry. */
const CORE_MODULE_ID = '@azure/functions-core';

/**
 * Makes `require('@azure/functions-core')` give `coreApi` in this process; returns the undo.
 *
 * The programming model is a CommonJS bundle that requires this id at its first registration, also when the app is
 * ESM, so the override must be in place before the app is loaded.
 */
export function installCoreModule(coreApi: object): () => void {
  const original = Module.prototype.require;
  const override = function (this: NodeJS.Module, id: string): unknown {
    return id === CORE_MODULE_ID ? coreApi : original.call(this, id);
  };
  // The two extra members of the type (`resolve`, `cache`) live on each module's own require, never on the prototype.
  Module.prototype.require = override as typeof original;
  return () => {
    Module.prototype.require = original;
  };
}
