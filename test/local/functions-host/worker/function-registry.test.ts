import { describe, expect, it } from 'vitest';
import { FunctionRegistry } from '../../../../local/functions-host/worker/function-registry.js';

const metadata = { name: 'f', bindings: { t: { type: 'timerTrigger', direction: 'in' } } };

describe('FunctionRegistry', () => {
  it('refuses a second function of the same name, until the first is removed', () => {
    const registry = new FunctionRegistry();
    const remove = registry.addFunction(metadata, () => undefined);
    expect(() => registry.addFunction(metadata, () => undefined)).toThrow('already been registered');
    remove();
    expect(() => registry.addFunction(metadata, () => undefined)).not.toThrow();
  });

  it('refuses an unknown hook with the error the worker library looks for', () => {
    const add = () => new FunctionRegistry().addHook('noSuchHook', () => undefined);
    expect(add).toThrow(RangeError);
    expect(add).toThrow(expect.objectContaining({ isAzureFunctionsSystemError: true }));
  });

  it('runs hooks in order, waiting for each, and not those that were removed', async () => {
    const registry = new FunctionRegistry();
    const calls: string[] = [];
    registry.addHook('appStart', async () => {
      await Promise.resolve();
      calls.push('first');
    });
    registry.addHook('appStart', () => calls.push('second'));
    registry.addHook('appStart', () => calls.push('third'))();
    await registry.runHooks('appStart', {});
    expect(calls).toEqual(['first', 'second']);
  });

  it('refuses metadata without bindings', () => {
    expect(() => new FunctionRegistry().addFunction({ name: 'x' }, () => undefined)).toThrow();
  });
});
