import { EngineChoice } from '../contracts/engine-choice.js';
import type { Memo } from '../contracts/memo.js';

/** Parameters of units that name a second engine, chosen only where the request names one. */
const SECOND_ENGINES = { activeSpeaker: 'active-speaker', enlarger: 'picture-enlarger' } as const;

const SecondEngine = EngineChoice.omit({ capability: true, reason: true });

/** The engines that made what a memo remembers: its own, and those among its parameters. */
export function enginesOfMemo({ engine, params }: Pick<Memo, 'engine' | 'params'>): readonly EngineChoice[] {
  const second = Object.entries(SECOND_ENGINES).flatMap(([name, capability]) => {
    const named = SecondEngine.safeParse(params[name]);
    return named.success ? [{ ...named.data, capability, reason: 'asked for by the request' }] : [];
  });
  return engine === undefined ? second : [engine, ...second];
}
