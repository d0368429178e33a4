import { beforeAll, describe, expect, it } from 'vitest';
import { checkInfra } from '../../scripts/infra/check-infra.mjs';
import type { InfraFacts } from '../../scripts/infra/infra-facts.mjs';
import { loadBicepParser } from '../../scripts/infra/load-bicep-parser.mjs';
import { readDocument } from '../../scripts/infra/read-document.mjs';
import { realFacts } from './real-facts.js';

let facts: InfraFacts;
let parser: Awaited<ReturnType<typeof loadBicepParser>>;

beforeAll(async () => {
  parser = await loadBicepParser();
  facts = await realFacts();
});

/** The repository with one mistake planted. The text to be replaced must be there, or the test would prove nothing. */
function plant(path: string, before: string, after: string): InfraFacts {
  const swap = (text: string) => {
    expect(text, `${path} holds the text to be spoiled`).toContain(before);
    return text.replace(before, () => after);
  };
  if (path === 'infra/app/workbook.json') return { ...facts, workbook: swap(facts.workbook) };
  if (path === 'azure.yaml') return { ...facts, azureYaml: swap(facts.azureYaml) };
  if (path === 'gpu-container/Dockerfile') return { ...facts, dockerfile: swap(facts.dockerfile) };
  const documents = facts.documents.map((each) =>
    each.path === path ? readDocument(parser, path, swap(each.text)) : each,
  );
  expect(documents.some((each) => each.path === path)).toBe(true);
  return { ...facts, documents };
}

const findings = (planted: InfraFacts) =>
  checkInfra(planted).map(({ rule, path, message }) => ({ rule, path, message }));

describe('the infrastructure as it stands', () => {
  it('has no fault that the rules know', () => {
    expect(findings(facts)).toEqual([]);
  });

  it('is seen whole', () => {
    const declared = facts.documents.flatMap(({ resources }) => resources.filter(({ isExisting }) => !isExisting));
    expect(facts.documents.length).toBeGreaterThanOrEqual(17);
    expect(declared.length).toBeGreaterThanOrEqual(45);
    expect(facts.code.appReads).toContain('POLYDUB_MAX_UPLOAD_BYTES');
    expect(facts.code.workerReads).toContain('AZURE_SPEECH_RESOURCE_ID');
  });
});

const main = 'infra/main.bicep';
const app = (name: string) => `infra/app/${name}.bicep`;

/** Rule, what is wrong, where, what stands there and what is put there, and what the finding says. */
const mistakes: readonly (readonly [string, string, string, string, string, RegExp])[] = [
  ['syntax', 'a brace that is missing', app('registry'), 'sku: { name: sku }', 'sku: { name: sku', /does not parse/],
  [
    'syntax',
    'a value that is missing',
    'infra/main.bicepparam',
    "= readEnvironmentVariable('POLYDUB_GPU', 'none')",
    '=',
    /does not parse/,
  ],
  [
    'modules',
    'a module that does not exist',
    main,
    './app/budget.bicep',
    './app/budgets.bicep',
    /budgets\.bicep does not exist/,
  ],
  [
    'modules',
    'a parameter the module does not have',
    main,
    'sku: registrySku }',
    'sku: registrySku, size: 1 }',
    /no parameter size/,
  ],
  ['modules', 'a parameter the module lacks', main, ', sku: registrySku }', ' }', /lacks its parameter sku/],
  [
    'modules',
    'an output the module does not have',
    main,
    'registry.outputs.server',
    'registry.outputs.host',
    /no output host/,
  ],
  [
    'modules',
    'a parameter file with a name main lacks',
    'infra/main.bicepparam',
    'param gpu =',
    'param gpus =',
    /no parameter gpus/,
  ],
  [
    'modules',
    'a parameter file without a value main needs',
    'infra/main.bicepparam',
    'param location =',
    'param tags =',
    /lacks its parameter location/,
  ],
  [
    'types',
    'an API version that is not in use',
    app('service-bus'),
    'namespaces/queues@2024-01-01',
    'namespaces/queues@2017-04-01',
    /queues@2017-04-01 is not among/,
  ],
  [
    'types',
    'a property that does not exist',
    app('service-bus'),
    'lockDuration: each',
    'lockTime: each',
    /no property lockTime/,
  ],
  [
    'types',
    'a property deep within that does not exist',
    app('worker-job'),
    "messageCount: '1' }\n              identity",
    "messageCount: '1' }\n              pod",
    /no property pod/,
  ],
  [
    'types',
    'a property that cannot be set',
    app('service-bus'),
    'maxSizeInMegabytes: 5120',
    'messageCount: 5120',
    /messageCount cannot be set/,
  ],
  ['types', 'a property that is required', app('worker-job'), "triggerType: 'Event'\n", '', /triggerType is required/],
  [
    'types',
    'a word where a number belongs',
    app('service-bus'),
    'maxSizeInMegabytes: 5120',
    "maxSizeInMegabytes: '5120'",
    /'5120' stands where number/,
  ],
  [
    'types',
    'an object where a list belongs',
    app('worker-job'),
    "volumes: [{ name: 'work', storageType: 'EmptyDir' }]",
    "volumes: { name: 'work' }",
    /stands where array/,
  ],
  [
    'types',
    'a value that is not published',
    app('worker-job'),
    "triggerType: 'Event'",
    "triggerType: 'Queue'",
    /'Queue' is none of/,
  ],
  [
    'types',
    'a value behind a variable',
    app('storage'),
    'daysAfterCreationGreaterThan',
    'daysAfterBirthGreaterThan',
    /no property daysAfterBirth/,
  ],
  [
    'types',
    'a destination of an unknown kind',
    'infra/events.bicep',
    "endpointType: 'WebHook'",
    "endpointType: 'Webhook'",
    /cannot be Webhook/,
  ],
  [
    'types',
    'a property nobody has looked up yet',
    app('service-bus'),
    'maxSizeInMegabytes: 5120',
    'enableExpress: true',
    /new here: run/,
  ],
  [
    'descriptions',
    'a parameter without description',
    app('registry'),
    "@description('Basic, Standard or Premium.')\n",
    '',
    /sku is not described/,
  ],
  [
    'descriptions',
    'an output without description',
    app('registry'),
    "@description('Name of the registry.')\n",
    '',
    /name is not described/,
  ],
  ['unused', 'a parameter nothing uses', app('registry'), '  tags: tags\n', '', /tags is used nowhere/],
  [
    'unused',
    'a variable nothing uses',
    app('worker-job'),
    "workDirectory = '/work'",
    "workDirectory = '/work'\nvar spare = 1",
    /spare is used nowhere/,
  ],
  [
    'secrets',
    'an output that is named like a secret',
    app('registry'),
    'output server string',
    'output password string',
    /output password shows a secret/,
  ],
  [
    'secrets',
    'an output that reads a key',
    app('registry'),
    'registry.properties.loginServer\n',
    'registry.listCredentials().username\n',
    /output server shows a secret/,
  ],
  [
    'secrets',
    'a connection string in an output',
    app('observability'),
    'string = insights.name',
    'string = insights.properties.ConnectionString',
    /shows a secret/,
  ],
  [
    'secrets',
    'a key in a setting',
    app('functions'),
    "Storage__credential: 'managedidentity'",
    'Storage: dataAccount.listKeys().keys[0].value',
    /reads a secret/,
  ],
  [
    'secrets',
    'a parameter that takes a secret',
    app('budget'),
    'param email string',
    '@secure()\nparam email string',
    /takes a secret/,
  ],
  [
    'secrets',
    'storage that accepts keys',
    app('storage'),
    'allowSharedKeyAccess: false',
    'allowSharedKeyAccess: true',
    /allowSharedKeyAccess must be false/,
  ],
  [
    'secrets',
    'Service Bus that accepts keys',
    app('service-bus'),
    '    disableLocalAuth: true\n',
    '',
    /disableLocalAuth must be true/,
  ],
  [
    'secrets',
    'a registry with an administrator',
    app('registry'),
    'adminUserEnabled: false',
    'adminUserEnabled: true',
    /adminUserEnabled must be false/,
  ],
  [
    'roles',
    'an assignment outside rbac.bicep',
    app('registry'),
    "resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01'",
    "resource stray 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n  name: 'x'\n}\n\nresource registry 'Microsoft.ContainerRegistry/registries@2025-11-01'",
    /stray assigns a role outside/,
  ],
  ['roles', 'a role with a wrong id', app('rbac'), '7f951dda-4ed3', '7f951ddb-4ed3', /acrPull is not the id/],
  [
    'roles',
    'a role by its bare id',
    app('rbac'),
    "roleDefinitions', roles.acrPull)",
    "roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')",
    /names no role of the list/,
  ],
  ['roles', 'an assignment without scope', app('rbac'), '  scope: registry\n', '', /platformOnRegistry has no scope/],
  [
    'settings',
    'a setting the app reads and nothing sets',
    app('functions'),
    '    POLYDUB_TARGETS: targetLanguages\n',
    '',
    /functions reads POLYDUB_TARGETS/,
  ],
  [
    'settings',
    'a setting the app does not read',
    app('functions'),
    'POLYDUB_TARGETS:',
    'POLYDUB_LANGUAGES:',
    /POLYDUB_LANGUAGES is set/,
  ],
  [
    'settings',
    'a setting the worker reads and nothing sets',
    app('worker-job'),
    "  { name: 'POLYDUB_QUEUE', value: queue }\n",
    '',
    /gpu-container reads POLYDUB_QUEUE/,
  ],
  [
    'settings',
    'a setting the worker does not read',
    app('worker-job'),
    "'POLYDUB_CONCURRENCY'",
    "'POLYDUB_PARALLEL'",
    /POLYDUB_PARALLEL is set/,
  ],
  [
    'settings',
    'a misspelt connection',
    app('worker-job'),
    "'Storage__blobServiceUri'",
    "'Storage__blobServiceUrl'",
    /reads Storage__blobServiceUri/,
  ],
  [
    'names',
    'a queue by another name',
    app('service-bus'),
    "'tasks-gpu'",
    "'tasks-gpus'",
    /tasks-gpu of the code is not declared/,
  ],
  [
    'names',
    'a container that is not declared',
    app('storage'),
    "'memos', 'jobs', 'outputs', 'models']",
    "'jobs', 'outputs', 'models']",
    /container memos of the code is not declared/,
  ],
  [
    'names',
    'a container the code does not know',
    app('storage'),
    "'outputs', 'models']",
    "'outputs', 'models', 'weights']",
    /no container weights/,
  ],
  [
    'names',
    'a role on a container the code does not know',
    app('rbac'),
    "name: 'memos', role",
    "name: 'memo', role",
    /no container memo/,
  ],
  [
    'names',
    'a rule about a container the code does not know',
    app('storage'),
    "['artifacts/']",
    "['artefacts/']",
    /no container artefacts/,
  ],
  [
    'names',
    'a job on a queue the code does not know',
    main,
    "queue: 'tasks-cpu'",
    "queue: 'tasks-small'",
    /no queue tasks-small/,
  ],
  [
    'names',
    'events for a function that is not there',
    'infra/events.bicep',
    'receive-dropped-file&',
    'dropped-file&',
    /no function dropped-file/,
  ],
  [
    'limits',
    'queues that do not tell duplicates',
    app('service-bus'),
    'requiresDuplicateDetection: true',
    'requiresDuplicateDetection: false',
    /requiresDuplicateDetection of the queues/,
  ],
  [
    'limits',
    'queues that forget the dead',
    app('service-bus'),
    'deadLetteringOnMessageExpiration: true',
    'deadLetteringOnMessageExpiration: false',
    /deadLetteringOnMessageExpiration/,
  ],
  [
    'limits',
    'an app that is never without a replica',
    app('worker-job'),
    'minReplicas: 0',
    'minReplicas: 1',
    /minReplicas of the app must be 0/,
  ],
  [
    'limits',
    'an app whose replicas are taken away at once',
    app('worker-job'),
    'terminationGracePeriodSeconds: 600',
    'terminationGracePeriodSeconds: 30',
    /terminationGracePeriodSeconds of the app/,
  ],
  [
    'metrics',
    'an alert on a metric nobody measures',
    app('alerts'),
    'polydub.gpu.duration',
    'polydub.gpu.hours',
    /nothing measures polydub\.gpu\.hours/,
  ],
  [
    'metrics',
    'a workbook that asks for a metric nobody measures',
    'infra/app/workbook.json',
    'polydub.quality.findings',
    'polydub.quality.faults',
    /nothing measures polydub\.quality\.faults/,
  ],
  [
    'metrics',
    'a metric the workbook does not show',
    'infra/app/workbook.json',
    'polydub.worker.start',
    'polydub.queue.wait',
    /polydub\.worker\.start is measured and shown nowhere/,
  ],
  ['metrics', 'a workbook that is no JSON', 'infra/app/workbook.json', '"items": [', '"items": ', /is not JSON/],
  [
    'secrets',
    'a topic that accepts keys',
    app('job-events'),
    'disableLocalAuth: true',
    'disableLocalAuth: false',
    /disableLocalAuth must be true/,
  ],
  [
    'roles',
    'a role that is not in the list',
    app('rbac'),
    "roleDefinitions', roles.durableTaskDataContributor)",
    "roleDefinitions', roles.durableTaskReader)",
    /there is no role durableTaskReader/,
  ],
  [
    'settings',
    'a setting that replaces host.json and is misspelt',
    app('functions'),
    'AzureFunctionsJobHost__extensions__durableTask__storageProvider__type',
    'AzureFunctionJobHost__extensions__durableTask__storageProvider__type',
    /AzureFunctionJobHost__\S+ is set/,
  ],
  ['limits', 'an execution shorter than a stage', app('worker-job'), '= 43800', '= 1800', /may outlive the execution/],
  [
    'limits',
    'executions that take several messages',
    app('worker-job'),
    'parallelism: 1',
    'parallelism: 4',
    /parallelism of the job/,
  ],
  [
    'settings',
    'a worker nobody tells of the GPU',
    app('worker-job'),
    "  { name: 'POLYDUB_GPU_TASKS', value: gpuTasks }\n",
    '',
    /reads POLYDUB_GPU_TASKS, and nothing sets it/,
  ],
  [
    'modules',
    'a CPU job nobody tells of the GPU',
    main,
    "    queue: 'tasks-cpu'\n    gpuTasks: gpuTasks\n",
    "    queue: 'tasks-cpu'\n",
    /gpuTasks/,
  ],
  ['image', 'a package that is missing', 'gpu-container/Dockerfile', '    sox \\\n', '', /lacks sox/],
  [
    'image',
    'a package of nobody',
    'gpu-container/Dockerfile',
    '    sox \\\n',
    '    sox \\\n    vim \\\n',
    /vim is not in/,
  ],
  ['image', 'a worker that runs as root', 'gpu-container/Dockerfile', 'USER 10001\n', '', /runs as root/],
  [
    'image',
    'an entry in shell form',
    'gpu-container/Dockerfile',
    'ENTRYPOINT ["node", "--enable-source-maps", "dist/gpu-container/src/main.js"]',
    'ENTRYPOINT node dist/gpu-container/src/main.js',
    /shell form/,
  ],
  [
    'image',
    'a base image that moves',
    'gpu-container/Dockerfile',
    'debian:bookworm-slim',
    'debian:latest',
    /moves with every release/,
  ],
  [
    'image',
    'a secret in the image',
    'gpu-container/Dockerfile',
    'WORKDIR /app\n',
    'WORKDIR /app\nARG NPM_TOKEN\n',
    /a secret in the image/,
  ],
  [
    'deployment',
    'a service no resource is tagged for',
    'azure.yaml',
    '  api:',
    '  app:',
    /no resource is tagged for app/,
  ],
  [
    'deployment',
    'a hook that is no script of ours',
    'azure.yaml',
    'run: node scripts/infra/build-image.mjs\n',
    'run: docker build .\n',
    /is no script of/,
  ],
  [
    'deployment',
    'an image built too late',
    'azure.yaml',
    '      - azd: provision\n      # makes the jobs',
    '      # makes the jobs',
    /must provision twice/,
  ],
];

describe('a planted mistake', () => {
  it.each(mistakes)('of %s is found: %s', (rule, _what, path, before, after, says) => {
    expect(findings(plant(path, before, after))).toContainEqual({ rule, path, message: expect.stringMatching(says) });
  });

  it('in the code is found too: a setting that is new', () => {
    const code = { ...facts.code, appReads: [...facts.code.appReads, 'POLYDUB_NEW'] };
    expect(findings({ ...facts, code })).toEqual([
      { rule: 'settings', path: app('functions'), message: 'functions reads POLYDUB_NEW, and nothing sets it' },
    ]);
  });

  it('in the code is found too: the environment read where no rule sees it', () => {
    const code = { ...facts.code, envReaders: ['gpu-container/src/stages/mix.ts'] };
    expect(findings({ ...facts, code })).toMatchObject([{ rule: 'settings', path: 'gpu-container/src/stages/mix.ts' }]);
  });

  it('in the code is found too: a stage that lasts longer than an execution', () => {
    const code = { ...facts.code, longestStageMs: 13 * 60 * 60_000 };
    expect(findings({ ...facts, code })).toMatchObject([{ rule: 'limits', path: app('worker-job') }]);
  });

  it('in the rules is found too: an excuse for a setting that is gone', () => {
    const workerReads = facts.code.workerReads.filter((name) => name !== 'AZURE_SPEECH_KEY');
    expect(findings({ ...facts, code: { ...facts.code, workerReads } })).toMatchObject([
      { rule: 'settings', message: 'AZURE_SPEECH_KEY is read by nobody any more' },
    ]);
  });
});
