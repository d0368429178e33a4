// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
import { app, output } from '@azure/functions';
import * as df from 'durable-functions';

app.http('echo', {
  route: 'echo/{who:alpha?}',
  methods: ['GET', 'POST'],
  handler: async (request) => ({
    status: 201,
    headers: { 'x-answer': 'yes' },
    cookies: [{ name: 'k', value: 'v', path: '/', httpOnly: true, sameSite: 'Strict', maxAge: 60 }],
    jsonBody: {
      who: request.params.who,
      q: request.query.get('q'),
      header: request.headers.get('x-custom'),
      body: await request.text(),
      url: request.url,
    },
  }),
});

app.http('literal', { route: 'echo/literal', methods: ['GET'], handler: () => ({ body: 'the literal route' }) });
app.http('rest', { route: 'files/{*path}', methods: ['GET'], handler: (request) => ({ jsonBody: request.params }) });
app.http('bytes', { methods: ['POST'], handler: async (request) => ({ body: await request.arrayBuffer() }) });
app.http('nothing', { methods: ['GET'], handler: () => undefined });
app.http('guarded', { methods: ['GET'], authLevel: 'function', handler: () => ({ body: 'guarded' }) });
app.http('throws', {
  methods: ['GET'],
  handler: () => {
    throw new Error('secret detail');
  },
});
app.http('trace', { methods: ['GET'], handler: (_, context) => ({ jsonBody: context.traceContext }) });
app.http('logs', {
  methods: ['GET'],
  handler: (_, context) => {
    context.warn('a line of the app');
    return { jsonBody: { setting: process.env.SAMPLE_SETTING, host: process.env.WEBSITE_HOSTNAME } };
  },
});
app.http('held', {
  methods: ['GET'],
  handler: async () => {
    await new Promise((resolve) => {
      globalThis.releaseHeld = [...(globalThis.releaseHeld ?? []), resolve];
    });
    return { body: 'released' };
  },
});
app.http('disabled', { methods: ['GET'], handler: () => ({ body: 'never' }) });

const queueOutput = output.serviceBusQueue({ queueName: '%OUT_QUEUE%', connection: 'ServiceBus' });
const blobOutput = output.storageBlob({ path: 'out/{rand-guid}.json', connection: 'Storage' });
app.http('outputs', {
  methods: ['POST'],
  extraOutputs: [queueOutput, blobOutput],
  handler: (_, context) => {
    context.extraOutputs.set(queueOutput, [{ a: 1 }, 'text']);
    context.extraOutputs.set(blobOutput, { z: 1 });
    return { status: 202 };
  },
});

df.app.activity('upper', { handler: (text) => text.toUpperCase() });
df.app.orchestration('greets', function* (context) {
  const name = yield context.df.callActivity('upper', context.df.getInput());
  context.df.setCustomStatus({ waitingFor: 'Go' });
  return `${name} ${yield context.df.waitForExternalEvent('Go')}`;
});
df.app.orchestration('fails', function* (context) {
  yield context.df.callActivity('upper', 'x');
  throw new Error('on purpose');
});
df.app.entity('Tally', (context) => {
  if (context.df.operationName === 'add') context.df.setState(context.df.getState(() => 0) + context.df.getInput());
});

/** Every method of the durable client, behind one route. */
const operations = {
  start: (client, id, body) => client.startNew('greets', { instanceId: id, input: body }),
  startFails: (client, id) => client.startNew('fails', { instanceId: id }),
  startUnknown: (client) => client.startNew('noSuchOrchestrator'),
  status: (client, id) => client.getStatus(id, { showInput: true, showHistory: true, showHistoryOutput: true }),
  list: (client) => client.getStatusAll(),
  listBy: (client, _, body) => client.getStatusBy({ runtimeStatus: body }),
  raise: (client, id, body) => client.raiseEvent(id, 'Go', body),
  terminate: (client, id) => client.terminate(id, 'enough'),
  suspend: (client, id) => client.suspend(id, 'a break'),
  resume: (client, id) => client.resume(id, 'go on'),
  rewind: (client, id) => client.rewind(id, 'try'),
  purge: (client, id) => client.purgeInstanceHistory(id),
  purgeBy: (client, _, body) => client.purgeInstanceHistoryBy({ runtimeStatus: body }),
  payload: (client, id) => client.createHttpManagementPayload(id),
  signal: (client, id, body) => client.signalEntity(new df.EntityId('Tally', id), 'add', body),
  entity: (client, id) => client.readEntityState(new df.EntityId('Tally', id)),
};
app.http('client', {
  route: 'client/{operation}/{id}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const body = await request.text();
    const operation = operations[request.params.operation];
    try {
      const result = await operation(
        df.getClient(context),
        request.params.id,
        body === '' ? undefined : JSON.parse(body),
      );
      return { jsonBody: { result: result ?? null } };
    } catch (error) {
      return { status: 422, jsonBody: { error: error.message } };
    }
  },
});
app.http('check', {
  route: 'check/{id}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: (request, context) => df.getClient(context).createCheckStatusResponse(request, request.params.id),
});
