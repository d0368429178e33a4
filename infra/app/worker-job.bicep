@description('Name of the job.')
@maxLength(32)
param name string

@description('Region of the job.')
param location string

@description('Tags of the job.')
param tags object

@description('Container Apps environment.')
param environmentName string

@description('Identity the worker works with.')
param workerIdentityName string

@description('Identity that pulls the image and reads the queue length.')
param platformIdentityName string

@description('Registry of the image.')
param registryName string

@description('Account of media, memos, jobs and results.')
param dataAccountName string

@description('Service Bus namespace.')
param serviceBusName string

@description('The image with its digest.')
param image string

@description('That digest: engines are surveyed again when it changes.')
param workerVersion string

@description('The queue that starts executions: one for each message that none is running for.')
param queue string

@description('What the executions of tasks-gpu compute on, told to those of both queues: cuda, or off where there are none.')
@allowed(['off', 'cuda'])
param gpuTasks string

@description('Workload profile of the environment.')
param profileName string

@description('Virtual cores of a replica, as 4.')
param cpu string

@description('Memory of a replica, as 8Gi.')
param memory string

@description('Units worked on at once within one task.')
param concurrency int

@description('Executions, or replicas of the app, at once.')
param maxExecutions int

@description('job: executions as messages come. app: replicas that take message after message, for platforms on which GPU jobs do not start.')
@allowed(['job', 'app'])
param hosting string

@description('Translator resource; empty for none.')
param translatorName string

@description('Speech resource; empty for none.')
param speechName string

@description('Application Insights resource the worker tells.')
param insightsName string

// the time in which an execution takes messages and, after that, the longest stage (pipeline/stages/stage-catalogue.ts)
var takeForSeconds = 600
var replicaTimeoutSeconds = 43800
// An execution that waits for another message still counts as running, and KEDA starts min(messages, most) - running:
// nothing new for a message it can take. A job is paid for its waiting, a replica of an app is there anyway.
var lingerSeconds = hosting == 'app' ? 60 : 5
var workDirectory = '/work'

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: environmentName
}

resource workerIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: workerIdentityName
}

resource platformIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: platformIdentityName
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource translator 'Microsoft.CognitiveServices/accounts@2025-12-01' existing = if (!empty(translatorName)) {
  name: translatorName
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-12-01' existing = if (!empty(speechName)) {
  name: speechName
}

var ownSettings = [
  { name: 'Storage__blobServiceUri', value: dataAccount.properties.primaryEndpoints.blob }
  { name: 'ServiceBus__fullyQualifiedNamespace', value: '${serviceBusName}.servicebus.windows.net' }
  { name: 'AZURE_CLIENT_ID', value: workerIdentity.properties.clientId }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
  { name: 'POLYDUB_QUEUE', value: queue }
  { name: 'POLYDUB_GPU_TASKS', value: gpuTasks }
  { name: 'POLYDUB_WORKER_VERSION', value: workerVersion }
  { name: 'POLYDUB_MESSAGE_WAIT_MS', value: '60000' }
  { name: 'POLYDUB_LINGER_MS', value: string(lingerSeconds * 1000) }
  { name: 'POLYDUB_TAKE_FOR_MS', value: string(takeForSeconds * 1000) }
  { name: 'POLYDUB_MESSAGES_PER_EXECUTION', value: '100' }
  { name: 'POLYDUB_WORK_DIRECTORY', value: workDirectory }
  { name: 'POLYDUB_CONCURRENCY', value: string(concurrency) }
  // what people put into the container `models`; a job loads from no public place
  { name: 'POLYDUB_MODELS_ORIGIN', value: 'blob' }
  { name: 'POLYDUB_MODELS_FOLDER', value: '${workDirectory}/models' }
]
var translatorSettings = empty(translatorName)
  ? []
  : [
      { name: 'AZURE_TRANSLATOR_ENDPOINT', value: translator!.properties.endpoint }
      { name: 'AZURE_TRANSLATOR_REGION', value: location }
      { name: 'AZURE_TRANSLATOR_RESOURCE_ID', value: translator!.id }
    ]
var speechSettings = empty(speechName)
  ? []
  : [
      { name: 'AZURE_SPEECH_ENDPOINT', value: speech!.properties.endpoint }
      { name: 'AZURE_SPEECH_REGION', value: location }
      { name: 'AZURE_SPEECH_RESOURCE_ID', value: speech!.id }
    ]

// Executions one after another, as the job has them one beside another. The shell hands the end on and waits for it: a task
// that is not done in ten minutes then comes back, and what is done of it is in the memos.
var appCommand = [
  '/bin/sh'
  '-c'
  'trap \'kill -TERM $child; wait $child; exit 0\' TERM; while :; do node --enable-source-maps dist/gpu-container/src/main.js & child=$!; wait $child || sleep 5; done'
]
var identities = {
  type: 'UserAssigned'
  userAssignedIdentities: { '${workerIdentity.id}': {}, '${platformIdentity.id}': {} }
}

resource job 'Microsoft.App/jobs@2025-07-01' = if (hosting == 'job') {
  name: name
  location: location
  tags: tags
  identity: identities
  properties: {
    environmentId: environment.id
    workloadProfileName: profileName
    configuration: {
      triggerType: 'Event'
      replicaTimeout: replicaTimeoutSeconds
      // Service Bus delivers a lost message again: a second judge of retries would only double the work
      replicaRetryLimit: 0
      identitySettings: [
        { identity: workerIdentity.id, lifecycle: 'Main' }
        { identity: platformIdentity.id, lifecycle: 'None' }
      ]
      registries: [{ server: registry.properties.loginServer, identity: platformIdentity.id }]
      eventTriggerConfig: {
        parallelism: 1
        replicaCompletionCount: 1
        scale: {
          minExecutions: 0
          maxExecutions: maxExecutions
          pollingInterval: 15
          rules: [
            {
              name: 'waiting-tasks'
              type: 'azure-servicebus'
              metadata: { namespace: serviceBusName, queueName: queue, messageCount: '1' }
              identity: platformIdentity.id
            }
          ]
        }
      }
    }
    template: {
      containers: [
        {
          name: 'worker'
          image: image
          resources: { cpu: json(cpu), memory: memory }
          env: concat(ownSettings, translatorSettings, speechSettings)
          volumeMounts: [{ volumeName: 'work', mountPath: workDirectory }]
        }
      ]
      volumes: [{ name: 'work', storageType: 'EmptyDir' }]
    }
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = if (hosting == 'app') {
  name: name
  location: location
  tags: tags
  identity: identities
  properties: {
    environmentId: environment.id
    workloadProfileName: profileName
    configuration: {
      activeRevisionsMode: 'Single'
      identitySettings: [
        { identity: workerIdentity.id, lifecycle: 'Main' }
        { identity: platformIdentity.id, lifecycle: 'None' }
      ]
      registries: [{ server: registry.properties.loginServer, identity: platformIdentity.id }]
    }
    template: {
      // the most there is: a replica that is taken away may end its task
      terminationGracePeriodSeconds: 600
      containers: [
        {
          name: 'worker'
          image: image
          command: appCommand
          resources: { cpu: json(cpu), memory: memory }
          env: concat(ownSettings, translatorSettings, speechSettings)
          volumeMounts: [{ volumeName: 'work', mountPath: workDirectory }]
        }
      ]
      scale: {
        minReplicas: 0
        maxReplicas: maxExecutions
        pollingInterval: 15
        cooldownPeriod: 300
        rules: [
          {
            name: 'waiting-tasks'
            custom: {
              type: 'azure-servicebus'
              metadata: { namespace: serviceBusName, queueName: queue, messageCount: '1' }
              identity: platformIdentity.id
            }
          }
        ]
      }
      volumes: [{ name: 'work', storageType: 'EmptyDir' }]
    }
  }
}
