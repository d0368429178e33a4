import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFunctionsHost, type FunctionsHost } from '../../../../local/functions-host/create-functions-host.js';
import { loadDurableFunctions } from '../../../../local/functions-host/durable/load-durable-functions.js';
import { replayHistory } from '../../../../local/functions-host/durable/replay-history.js';
import { eventually } from '../eventually.js';
import { TestQueue } from '../test-queue.js';

const appRoot = fileURLToPath(new URL('../apps/host', import.meta.url));
const settings = { TASK_HUB: 'SampleHub', WORK_QUEUE: 'work', OUT_QUEUE: 'out' };
let stateDirectory: string;
const hosts: FunctionsHost[] = [];

beforeEach(async () => {
  stateDirectory = await mkdtemp(join(tmpdir(), 'host-state-'));
});

afterEach(async () => {
  for (const host of hosts.splice(0)) await host.dispose();
  await rm(stateDirectory, { recursive: true });
});

function createHost(overrides: Partial<Parameters<typeof createFunctionsHost>[0]> = {}): FunctionsHost {
  const queueSources = () => new TestQueue();
  const blobReader = async () => new Uint8Array();
  const host = createFunctionsHost({
    appRoot,
    stateDirectory,
    settings,
    log: () => undefined,
    queueSources,
    blobReader,
    ...overrides,
  });
  hosts.push(host);
  return host;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return ((await answer.json()) as { result: unknown }).result;
}

describe('a host with a state directory', () => {
  it('goes on after a restart with what it had begun, and exports golden histories', async () => {
    const first = createHost();
    const begun = await first.start();
    await post(`${begun.url}/api/client/start/kept`, 'eve');
    await eventually(async () => {
      const status = (await post(`${begun.url}/api/client/status/kept`, null)) as { customStatus: unknown };
      return status.customStatus !== null;
    });
    await first.dispose();
    await expect(fetch(begun.url)).rejects.toThrow();

    const second = createHost();
    const { url } = await second.start();
    await post(`${url}/api/client/raise/kept`, 'again');
    const done = await eventually(async () => {
      const status = (await post(`${url}/api/client/status/kept`, null)) as { runtimeStatus: string; output: unknown };
      return status.runtimeStatus === 'Completed' && status;
    });
    expect(done.output).toBe('EVE again');
    const history = await second.exportHistory('kept');
    expect(await replayHistory(history, await loadDurableFunctions({ appRoot }))).toEqual([]);
  });
});

describe('a host that cannot give the app what it asks for', () => {
  it.each([
    ['a queue', { queueSources: () => undefined }, "queue 'work', which does not exist"],
    ['a setting', { settings: { ...settings, WORK_QUEUE: undefined as never } }, "The app setting 'WORK_QUEUE'"],
    ['a host.json it understands', { hostJson: { version: '1.0' } }, 'version'],
  ])('says so at the start, and leaves nothing open: %s', async (_, overrides, reason) => {
    const host = createHost(overrides);
    await expect(host.start()).rejects.toThrow(reason);
    await host.dispose();
    // The same directory can be taken by the next host: its journals were closed.
    await createHost().start();
  });

  it('refuses work before it has been started', async () => {
    await expect(createHost().exportHistory('x')).rejects.toThrow('has not been started');
  });
});
