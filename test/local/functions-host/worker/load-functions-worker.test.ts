import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { findTrigger } from '../../../../local/functions-host/worker/find-trigger.js';
import type { FunctionsWorker } from '../../../../local/functions-host/worker/functions-worker.js';
import { loadFunctionsWorker } from '../../../../local/functions-host/worker/load-functions-worker.js';

const folder = (name: string): string => fileURLToPath(new URL(`../apps/${name}`, import.meta.url));
let worker: FunctionsWorker;

beforeAll(async () => {
  worker = await loadFunctionsWorker({ appRoot: folder('host') });
});

describe('loading an ESM app', () => {
  it('finds every function its entry files register, with triggers under whatever names they have', () => {
    expect([...worker.functions.keys()]).toEqual(
      expect.arrayContaining(['echo', 'on-work', 'on-upload', 'on-time', 'greets', 'upper', 'Tally']),
    );
    const types = ['echo', 'on-work', 'on-upload', 'on-time', 'greets', 'upper', 'Tally'].map((name) => {
      const metadata = worker.functions.get(name)?.metadata;
      return metadata && findTrigger(metadata).type;
    });
    const expected = ['http', 'servicebus', 'blob', 'timer', 'orchestration', 'activity', 'entity'];
    expect(types).toEqual(expected.map((type) => `${type}trigger`));
  });

  it('marks an SDK binding as deferred', () => {
    const metadata = worker.functions.get('on-upload')?.metadata;
    expect(metadata && findTrigger(metadata).options.properties).toEqual({ supportsDeferredBinding: 'true' });
  });

  it('gives the same worker for the same app, and refuses another app in this process', async () => {
    expect(await loadFunctionsWorker({ appRoot: folder('host') })).toBe(worker);
    await expect(loadFunctionsWorker({ appRoot: folder('durable') })).rejects.toThrow(
      'This process already runs the app',
    );
  });

  it('answers for the core module only, and refuses registrations after startup', async () => {
    const { app } = await import('@azure/functions');
    expect(() => app.http('late', { handler: () => ({}) })).toThrow('can only be registered during app startup');
    expect(() => app.hook.appStart(() => undefined)).not.toThrow();
  });

  it('refuses to invoke what is not there', async () => {
    await expect(worker.invoke('nope', { inputData: [], triggerMetadata: {} })).rejects.toThrow(
      "Function 'nope' is not loaded",
    );
  });
});
