import type { FunctionBinding, FunctionMetadata } from './function-metadata.js';

/** A trigger binding with the name its input must be sent under. */
export interface TriggerBinding {
  readonly name: string;
  /** Lower-cased type, for example `httptrigger`: the library preserves whatever case the app wrote. */
  readonly type: string;
  readonly options: FunctionBinding;
}

/**
 * The one trigger of a function.
 *
 * @throws Error when the metadata has no binding whose type ends in "Trigger".
 */
export function findTrigger(metadata: FunctionMetadata): TriggerBinding {
  for (const [name, options] of Object.entries(metadata.bindings)) {
    const type = options.type.toLowerCase();
    if (type.endsWith('trigger')) return { name, type, options };
  }
  throw new Error(`Function '${metadata.name}' has no trigger binding.`);
}
