import type { StageName } from '../../../pipeline/contracts/stage-name.js';
import type { EngineRegistry } from '../engines/engine-registry.js';

/** What a process keeps loaded from one task to the next. */
export interface EngineKeeper {
  /** The engines for a task of a stage: those of the task before where it was of the same stage, else new ones. */
  enginesFor(stage: StageName): Promise<EngineRegistry>;
  /** May be called twice. */
  dispose(): Promise<void>;
}

/**
 * Keeps the engines of one stage at a time. Graphs of a recognizer, a translator and a renderer side by side would add
 * up in a process, and on a GPU, to more than any of them needs.
 */
export function createEngineKeeper(create: () => EngineRegistry): EngineKeeper {
  let held: { readonly stage: StageName; readonly engines: EngineRegistry } | undefined;
  const dispose = async () => {
    const before = held;
    held = undefined;
    await before?.engines.dispose();
  };
  return {
    enginesFor: async (stage) => {
      if (held?.stage === stage) return held.engines;
      await dispose();
      held = { stage, engines: create() };
      return held.engines;
    },
    dispose,
  };
}
