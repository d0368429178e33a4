import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityNames, orchestratorNames } from '../../functions/names.js';
import { createFunctionsHost, type FunctionsHost } from '../../local/functions-host/create-functions-host.js';
import type { QueueSource } from '../../local/functions-host/triggers/queue-source.js';

describe('the Functions app in a host without storage or Service Bus', () => {
  let host: FunctionsHost;
  let functions: readonly string[];
  let url: string;
  beforeAll(async () => {
    const idle: QueueSource = {
      receive: () => [],
      complete: async () => undefined,
      abandon: async () => undefined,
      renewLock: () => 0,
      onAvailable: () => () => undefined,
    };
    host = createFunctionsHost({
      appRoot: process.cwd(),
      settings: {
        Storage: 'UseDevelopmentStorage=true',
        ServiceBus: 'Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true;',
      },
      log: () => undefined,
      queueSources: () => idle,
      importApp: () => import('../../functions/index.js'),
    });
    ({ functions, url } = await host.start());
  });
  afterAll(() => host.dispose());

  it('registers every orchestrator and activity under its name', () => {
    expect(functions).toEqual(
      expect.arrayContaining([...Object.values(orchestratorNames), ...Object.values(activityNames)]),
    );
  });

  it('listens to results, to every dead-letter queue and to the inbox', () => {
    expect(functions).toEqual(
      expect.arrayContaining([
        'receive-task-result',
        'receive-dead-letter-tasks-cpu',
        'receive-dead-letter-tasks-gpu',
        'receive-dead-letter-task-results',
        'receive-dropped-file',
      ]),
    );
  });

  it('answers a request that is not JSON with a problem', async () => {
    const response = await fetch(`${url}/api/jobs`, { method: 'POST', body: 'no json' });

    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'request-invalid', status: 400 });
  });
});
