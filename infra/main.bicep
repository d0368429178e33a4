targetScope = 'subscription'

@description('Name of this deployment, in lower-case letters, digits and hyphens. It names the resource group and every resource.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region of every resource. Flex Consumption, Container Apps and the chosen GPU must exist there.')
@minLength(1)
param location string

@description('The worker image with its digest, registry/name@sha256:…. Empty before the first build: the jobs are not made then.')
param workerImage string = ''

@description('The worker image for GPU executions with its digest. Empty: there is no GPU job.')
param gpuWorkerImage string = ''

@description('Serverless GPU of the second job: T4, A100 or none. A quota must have been granted for it.')
@allowed(['none', 'T4', 'A100'])
param gpu string = 'none'

@description('Language assumed to be spoken where a request names none, as a BCP-47 tag.')
param sourceLanguage string = 'en'

@description('Target languages of files dropped without settings: BCP-47 tags separated by commas.')
param targetLanguages string = 'es'

@description('Largest upload the API grants, in bytes. A replica has 8 GiB of disk for the source and everything made from it.')
@minValue(1)
param maxUploadBytes int = 2147483648

@description('Origins of web pages that may upload and download straight to storage. Empty: browsers of other origins may not.')
param uploadOrigins array = []

@description('job: a GPU execution for each task. app: GPU replicas that take task after task, where GPU jobs do not start.')
@allowed(['job', 'app'])
param gpuHosting string = 'job'

@description('Where orchestrations are kept: storage (tables and queues of the host account), or a Durable Task Scheduler by the action (consumption) or by capacity units (dedicated).')
@allowed(['storage', 'consumption', 'dedicated'])
param durableBackend string = 'storage'

@description('Capacity units of a dedicated Durable Task Scheduler: 1, or 3 for high availability.')
@minValue(1)
@maxValue(3)
param schedulerCapacity int = 1

@description('A topic on which the app tells of jobs, as CloudEvents.')
param jobEvents bool = false

@description('What you pay instead of the list prices, by price id, for one unit each: estimates and budgets reckon with it.')
param prices object = {}

@description('Compute time of these workers over that of the measurements, as 0.8: estimates and budgets reckon with it.')
param computeFactor string = '1'

@description('Seconds a worker is paid for around its work: estimates and budgets reckon with it.')
@minValue(0)
@maxValue(600)
param workerStartSeconds int = 5

@description('GPU hours within a day that are told of.')
@minValue(1)
param gpuHoursADay int = 24

@description('Minutes a task may wait before that is told of.')
@minValue(1)
param queueAgeMinutes int = 15

@description('Any word; another one has the engines surveyed again, as after models were put into the container models.')
@maxLength(40)
param engineRevision string = ''

@description('Executions of the CPU job at once.')
@minValue(1)
@maxValue(1000)
param cpuMaxExecutions int = 20

@description('Executions of the GPU job at once.')
@minValue(1)
@maxValue(100)
param gpuMaxExecutions int = 2

@description('Most instances the Functions app may scale to.')
@minValue(40)
@maxValue(1000)
param functionsMaxInstances int = 100

@description('Instances kept warm for orchestrations. 0 saves their cost; a job that waits then goes on some seconds later.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 1

@description('Days a unit of work is remembered. Its artifacts are kept for a month more.')
@minValue(1)
@maxValue(3650)
param memoRetentionDays int = 30

@description('Days an uploaded or dropped file is kept.')
@minValue(2)
@maxValue(3650)
param uploadRetentionDays int = 14

@description('Days job documents and finished videos are kept after their last change. 0 keeps them for ever.')
@minValue(0)
@maxValue(3650)
param outputRetentionDays int = 0

@description('Days deleted blobs can be brought back.')
@minValue(1)
@maxValue(365)
param softDeleteDays int = 7

@description('Copies of stored data: LRS in one zone, ZRS in three zones of the region.')
@allowed(['LRS', 'ZRS'])
param storageRedundancy string = 'LRS'

@description('Azure AI Translator and Azure AI Speech beside the embedded engines.')
param managedEngines bool = false

@description('Storage and Service Bus are reached through a virtual network only. Service Bus becomes Premium; uploads work from inside the network only.')
param privateNetwork bool = false

@description('Registry tier. Premium allows artifact streaming, which shortens the start of large images.')
@allowed(['Basic', 'Standard', 'Premium'])
param registrySku string = 'Basic'

@description('Most data the log workspace takes a day, in GB. -1 sets no bound.')
@minValue(-1)
param dailyLogQuotaGb int = 5

@description('Days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Budget of the resource group for a month, in the currency of the subscription. 0: no budget. It warns and stops nothing.')
@minValue(0)
param monthlyBudget int = 0

@description('First day of the budget. A budget begins on the first of a month.')
param budgetStart string = utcNow('yyyy-MM-01')

@description('Who is told of alerts and of the budget. Empty: alerts show in the portal only, and there is no budget.')
param alertEmail string = ''

@description('Tags of every resource, beside the name of the deployment.')
param tags object = {}

var allTags = union(tags, { 'azd-env-name': environmentName })
var token = toLower(uniqueString(subscription().id, environmentName, location))
var hasGpu = gpu != 'none' && !empty(gpuWorkerImage)

// the digest names the image: engines are surveyed again when it changes
// and when engines come or go that are no part of it
var engineMark = '${managedEngines ? '+managed' : ''}${hasGpu ? '+gpu' : ''}${empty(engineRevision) ? '' : '+${engineRevision}'}'
var workerVersion = empty(workerImage) ? 'none' : '${last(split(workerImage, '@'))}${engineMark}'
var gpuWorkerVersion = empty(gpuWorkerImage) ? 'none' : '${last(split(gpuWorkerImage, '@'))}${engineMark}'

// the survey of the CPU job names the engines whose tasks go to the GPU job, and the weights they have there
var gpuTasks = hasGpu ? 'cuda' : 'off'
var gpuProfiles = {
  none: { type: '', cpu: '0', memory: '0Gi' }
  T4: { type: 'Consumption-GPU-NC8as-T4', cpu: '8', memory: '56Gi' }
  A100: { type: 'Consumption-GPU-NC24-A100', cpu: '24', memory: '220Gi' }
}
var gpuProfile = gpuProfiles[gpu]

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identities './app/identities.bicep' = {
  name: 'identities'
  scope: group
  params: { token: token, location: location, tags: allTags }
}

module observability './app/observability.bicep' = {
  name: 'observability'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    dailyQuotaGb: dailyLogQuotaGb
    retentionDays: logRetentionDays
  }
}

module storage './app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    redundancy: storageRedundancy
    privateNetwork: privateNetwork
    uploadOrigins: uploadOrigins
    memoRetentionDays: memoRetentionDays
    uploadRetentionDays: uploadRetentionDays
    outputRetentionDays: outputRetentionDays
    softDeleteDays: softDeleteDays
  }
}

module serviceBus './app/service-bus.bicep' = {
  name: 'service-bus'
  scope: group
  params: { token: token, location: location, tags: allTags, privateNetwork: privateNetwork }
}

module registry './app/registry.bicep' = {
  name: 'registry'
  scope: group
  params: { token: token, location: location, tags: allTags, sku: registrySku }
}

module aiServices './app/ai-services.bicep' = if (managedEngines) {
  name: 'ai-services'
  scope: group
  params: { token: token, location: location, tags: allTags }
}

module network './app/network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    hostAccountName: storage.outputs.hostAccountName
    dataAccountName: storage.outputs.dataAccountName
    serviceBusName: serviceBus.outputs.name
  }
}

module eventGrid './app/event-grid.bicep' = {
  name: 'event-grid'
  scope: group
  params: { token: token, location: location, tags: allTags, dataAccountName: storage.outputs.dataAccountName }
}

module scheduler './app/scheduler.bicep' = if (durableBackend != 'storage') {
  name: 'scheduler'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    sku: durableBackend == 'dedicated' ? 'Dedicated' : 'Consumption'
    capacity: schedulerCapacity
  }
}

module jobTopic './app/job-events.bicep' = if (jobEvents) {
  name: 'job-events'
  scope: group
  params: { token: token, location: location, tags: allTags, privateNetwork: privateNetwork }
}

module rbac './app/rbac.bicep' = {
  name: 'rbac'
  scope: group
  params: {
    appPrincipalId: identities.outputs.appPrincipalId
    workerPrincipalId: identities.outputs.workerPrincipalId
    platformPrincipalId: identities.outputs.platformPrincipalId
    eventTopicPrincipalId: eventGrid.outputs.topicPrincipalId
    hostAccountName: storage.outputs.hostAccountName
    dataAccountName: storage.outputs.dataAccountName
    serviceBusName: serviceBus.outputs.name
    registryName: registry.outputs.name
    insightsName: observability.outputs.insightsName
    managedEngines: managedEngines
    translatorName: managedEngines ? aiServices!.outputs.translatorName : ''
    speechName: managedEngines ? aiServices!.outputs.speechName : ''
    schedulerName: durableBackend == 'storage' ? '' : scheduler!.outputs.name
    jobEventsName: jobEvents ? jobTopic!.outputs.name : ''
  }
}

module functions './app/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    identityName: identities.outputs.appName
    hostAccountName: storage.outputs.hostAccountName
    dataAccountName: storage.outputs.dataAccountName
    serviceBusName: serviceBus.outputs.name
    insightsName: observability.outputs.insightsName
    subnetId: privateNetwork ? network!.outputs.functionsSubnetId : ''
    maxInstances: functionsMaxInstances
    alwaysReadyInstances: alwaysReadyInstances
    workerVersion: workerVersion
    sourceLanguage: sourceLanguage
    targetLanguages: targetLanguages
    maxUploadBytes: maxUploadBytes
    prices: prices
    computeFactor: computeFactor
    workerStartSeconds: workerStartSeconds
    schedulerEndpoint: durableBackend == 'storage' ? '' : scheduler!.outputs.endpoint
    jobEventsEndpoint: jobEvents ? jobTopic!.outputs.endpoint : ''
  }
  dependsOn: [rbac]
}

module workerEnvironment './app/worker-environment.bicep' = {
  name: 'worker-environment'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    workspaceName: observability.outputs.workspaceName
    gpuProfileType: gpuProfile.type
    subnetId: privateNetwork ? network!.outputs.workersSubnetId : ''
  }
}

module cpuJob './app/worker-job.bicep' = if (!empty(workerImage)) {
  name: 'cpu-job'
  scope: group
  params: {
    name: 'polydub-cpu'
    location: location
    tags: allTags
    environmentName: workerEnvironment.outputs.name
    workerIdentityName: identities.outputs.workerName
    platformIdentityName: identities.outputs.platformName
    registryName: registry.outputs.name
    dataAccountName: storage.outputs.dataAccountName
    serviceBusName: serviceBus.outputs.name
    image: workerImage
    workerVersion: workerVersion
    queue: 'tasks-cpu'
    gpuTasks: gpuTasks
    profileName: 'Consumption'
    cpu: '4'
    memory: '8Gi'
    concurrency: 4
    maxExecutions: cpuMaxExecutions
    hosting: 'job'
    insightsName: observability.outputs.insightsName
    translatorName: managedEngines ? aiServices!.outputs.translatorName : ''
    speechName: managedEngines ? aiServices!.outputs.speechName : ''
  }
  dependsOn: [rbac]
}

module gpuJob './app/worker-job.bicep' = if (hasGpu) {
  name: 'gpu-job'
  scope: group
  params: {
    name: 'polydub-gpu'
    location: location
    tags: allTags
    environmentName: workerEnvironment.outputs.name
    workerIdentityName: identities.outputs.workerName
    platformIdentityName: identities.outputs.platformName
    registryName: registry.outputs.name
    dataAccountName: storage.outputs.dataAccountName
    serviceBusName: serviceBus.outputs.name
    image: gpuWorkerImage
    workerVersion: gpuWorkerVersion
    queue: 'tasks-gpu'
    gpuTasks: gpuTasks
    profileName: workerEnvironment.outputs.gpuProfileName
    cpu: gpuProfile.cpu
    memory: gpuProfile.memory
    concurrency: 1
    maxExecutions: gpuMaxExecutions
    hosting: gpuHosting
    insightsName: observability.outputs.insightsName
    translatorName: managedEngines ? aiServices!.outputs.translatorName : ''
    speechName: managedEngines ? aiServices!.outputs.speechName : ''
  }
  dependsOn: [rbac]
}

module alerts './app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    email: alertEmail
    serviceBusName: serviceBus.outputs.name
    workspaceName: observability.outputs.workspaceName
    gpuHoursADay: gpuHoursADay
    queueAgeMinutes: queueAgeMinutes
  }
}

module workbook './app/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: { location: location, tags: allTags, insightsName: observability.outputs.insightsName }
}

module budget './app/budget.bicep' = if (monthlyBudget > 0 && !empty(alertEmail)) {
  name: 'budget'
  scope: group
  params: { amount: monthlyBudget, startDate: budgetStart, email: alertEmail }
}

@description('Resource group of the deployment.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the Functions app.')
output POLYDUB_FUNCTIONS_NAME string = functions.outputs.name

@description('Address of the API.')
output POLYDUB_URL string = functions.outputs.url

@description('Name of the registry the worker image is built in.')
output POLYDUB_REGISTRY_NAME string = registry.outputs.name

@description('Host name of that registry.')
output POLYDUB_REGISTRY_SERVER string = registry.outputs.server

@description('The system topic the second phase subscribes the inbox at.')
output POLYDUB_EVENT_TOPIC_NAME string = eventGrid.outputs.topicName

@description('Storage account that holds what Event Grid could not deliver.')
output POLYDUB_HOST_ACCOUNT_NAME string = storage.outputs.hostAccountName
