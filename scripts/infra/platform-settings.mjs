/** Settings of the Functions app that the platform reads, not the code: a name or the beginning of one, and who reads it. */
export const platformSettings = [
  { name: 'AzureWebJobsStorage__', reader: 'the Functions host and Durable Functions' },
  { name: 'Storage__', reader: 'the trigger on dropped files' },
  { name: 'ServiceBus__', reader: 'the triggers on queues' },
  { name: 'AzureFunctionsJobHost__', reader: 'the Functions host, in place of host.json' },
  { name: 'DurableTaskScheduler', reader: 'Durable Functions' },
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', reader: 'the Functions host, and the code' },
  { name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING', reader: 'the Functions host' },
];

/** Settings the code can read and a deployment leaves unset, and why. */
export const unsetSettings = [
  { name: 'Storage', why: 'a connection string: on one machine only' },
  { name: 'ServiceBus', why: 'a connection string: on one machine only' },
  { name: 'POLYDUB_CACHE_DIRECTORY', why: 'a replica does not outlive its execution' },
  { name: 'POLYDUB_RECYCLE_BYTES', why: 'half the memory of a replica' },
  { name: 'POLYDUB_RECYCLE_DISK_BYTES', why: 'the default is for the 8 GiB of a replica' },
  { name: 'POLYDUB_TASK_START_SECONDS', why: 'POLYDUB_WORKER_START_SECONDS serves' },
  { name: 'POLYDUB_TRACE_DIRECTORY', why: 'on one machine only: traces lie beside the jobs in storage' },
  { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', why: 'a collector of yours: Application Insights serves' },
  { name: 'OTEL_EXPORTER_OTLP_HEADERS', why: 'headers for that collector' },
  { name: 'POLYDUB_DEVICE', why: 'a GPU is found where there is one' },
  { name: 'POLYDUB_MODELS_BAKED', why: 'the image sets it' },
  { name: 'AZURE_TRANSLATOR_DEPLOYMENT', why: 'names a language model somebody deployed in a Foundry resource' },
  { name: 'AZURE_TRANSLATOR_KEY', why: 'the identity serves' },
  { name: 'AZURE_SPEECH_KEY', why: 'the identity serves' },
];

/** Files that may look at the environment: what they read is known to `npm run infra:check`. */
export const envReaders = [
  'functions/composition.ts',
  'gpu-container/src/main.ts',
  'gpu-container/src/process/child-environment.ts',
  // a program of its own, which runs on people's machines
  'gpu-container/src/models/main.ts',
  'gpu-container/src/engines/azure-service/create-azure-engines.ts',
];
