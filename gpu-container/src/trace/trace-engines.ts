import { spanAttributes as at } from '../../../pipeline/contracts/span-attributes.js';
import type { EngineRegistry } from '../engines/engine-registry.js';
import type { UnitTrace } from './unit-trace.js';

/** The same engines; every call of one is told in the unit's trace. */
export function traceEngines(engines: EngineRegistry, trace: UnitTrace): EngineRegistry {
  return new Proxy(engines, {
    get: (registry, name) => {
      const member: unknown = Reflect.get(registry, name);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]) => {
        const made: unknown = Reflect.apply(member, registry, args);
        const [id] = args;
        // an engine is asked for by its id; everything else the registry can do is no engine's work
        return typeof id === 'string' && made instanceof Promise
          ? made.then((engine: unknown) => traceCalls(engine, id, trace))
          : made;
      };
    },
  });
}

function traceCalls(engine: unknown, id: string, trace: UnitTrace): unknown {
  if (typeof engine !== 'object' || engine === null) return engine;
  return new Proxy(engine, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: readonly unknown[]) => {
        const call = () => Reflect.apply(member, target, args) as unknown;
        if (!isWork(name)) return call();
        const about = {
          name: `engine ${id} ${String(name)}`,
          kind: 'internal',
          attributes: { [at.engine]: id },
        } as const;
        return trace.call(about, async () => call());
      };
    },
  });
}

/** What engines do; asking for their voices or putting them away is not. */
const work = /^(recognize|align|translate|synthesize|detect|separate|denoise|track|render|identify|measure|diarize)/;

function isWork(name: string | symbol): boolean {
  return typeof name === 'string' && work.test(name);
}
