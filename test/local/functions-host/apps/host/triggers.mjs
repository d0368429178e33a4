// @ts-nocheck: plain JavaScript, as the host finds an app; what matters here is what it gets at run time
import { createRequire } from 'node:module';
import { app } from '@azure/functions';
import * as df from 'durable-functions';

// The CommonJS build holds the one registry that @azure/functions asks; the ESM build of 0.3.0 exports nothing.
const { ResourceFactoryResolver } = createRequire(import.meta.url)('@azure/functions-extensions-base');

/** What the functions below were given, for the test to see. */
const seen = { queue: [], dead: [], deferred: [], bytes: [], timer: [] };
globalThis.seen = seen;
globalThis.heldWork = [];

app.serviceBusQueue('on-work', {
  queueName: '%WORK_QUEUE%',
  connection: 'ServiceBus',
  extraInputs: [df.input.durableClient()],
  handler: async (message, context) => {
    seen.queue.push({ message, metadata: context.triggerMetadata, trace: context.traceContext.traceParent });
    if (message?.poison) throw new Error('poison');
    if (message?.hold) await new Promise((resolve) => globalThis.heldWork.push(resolve));
    if (message?.raise) await df.getClient(context).raiseEvent(message.raise, 'Go', 'from the queue');
  },
});
app.serviceBusQueue('on-dead', {
  queueName: 'work/$DeadLetterQueue',
  connection: 'ServiceBus',
  handler: (message, context) => seen.dead.push({ message, metadata: context.triggerMetadata }),
});

ResourceFactoryResolver.getInstance().registerResourceFactory('AzureStorageBlobs', (data) => {
  const reference = JSON.parse(Buffer.from(data.content).toString('utf8'));
  return { container: reference.ContainerName, blob: reference.BlobName, connection: reference.Connection };
});
app.storageBlob('on-upload', {
  path: 'inbox/{jobId}/{name}.{extension}',
  connection: 'Storage',
  source: 'EventGrid',
  sdkBinding: true,
  handler: (blob, context) => {
    seen.deferred.push({ blob, metadata: context.triggerMetadata });
    if (blob.blob.includes('refused')) throw new Error('refused');
  },
});
app.storageBlob('on-bytes', {
  path: 'raw/{name}',
  connection: 'Storage',
  source: 'EventGrid',
  handler: (blob, context) => seen.bytes.push({ blob, metadata: context.triggerMetadata }),
});

app.timer('on-time', {
  schedule: '0 */5 * * * *',
  retry: { strategy: 'fixedDelay', maxRetryCount: 1, delayInterval: { seconds: 10 } },
  handler: (timer, context) => {
    seen.timer.push({ timer, retry: context.retryContext });
    if (globalThis.timerFails) throw new Error('timer failed');
  },
});
