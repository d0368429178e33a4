import { type FunctionMetadata, functionMetadataSchema } from './function-metadata.js';
import type { FunctionCallback, ProgrammingModel } from './programming-model.js';

/** Hooks an app can register, in the worker's words. */
export const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const;
export type HookName = (typeof hookNames)[number];
export type HookCallback = (context: unknown) => unknown;

/** A function as the app registered it. */
export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/** What an app registers while it is loaded: its model, its functions and its hooks. */
export class FunctionRegistry {
  readonly functions = new Map<string, RegisteredFunction>();
  readonly #hooks = new Map<HookName, HookCallback[]>(hookNames.map((name) => [name, []]));
  model: ProgrammingModel | undefined;
  #isLocked = false;

  /**
   * @returns the removal of the function.
   * @throws Error after `lock`, and for a second function of the same name.
   */
  addFunction(metadata: unknown, callback: FunctionCallback): () => void {
    if (this.#isLocked) throw new Error('A function can only be registered during app startup.');
    const checked = functionMetadataSchema.parse(metadata);
    if (this.functions.has(checked.name)) {
      throw new Error(`A function with name "${checked.name}" has already been registered.`);
    }
    this.functions.set(checked.name, { metadata: checked, callback });
    return () => this.functions.delete(checked.name);
  }

  /**
   * @returns the removal of the hook.
   * @throws RangeError for a name that is no hook; marked as a system error, as the worker library expects.
   */
  addHook(name: string, callback: HookCallback): () => void {
    const hooks = this.#hooks.get(name as HookName);
    if (!hooks)
      throw Object.assign(new RangeError(`Unrecognized hook "${name}"`), { isAzureFunctionsSystemError: true });
    hooks.push(callback);
    return () => {
      const index = hooks.indexOf(callback);
      if (index >= 0) hooks.splice(index, 1);
    };
  }

  hooks(name: HookName): readonly HookCallback[] {
    return this.#hooks.get(name) ?? [];
  }

  /** Runs the hooks of a name one after the other, as registered; they may change the context. */
  async runHooks(name: HookName, context: object): Promise<void> {
    for (const hook of this.hooks(name)) await hook(context);
  }

  /** Ends the startup: no function can be registered from here on. */
  lock(): void {
    this.#isLocked = true;
  }
}
