// Every role assignment of the deployment. Nobody has a right that is not here.

@description('Principal of the Functions app.')
param appPrincipalId string

@description('Principal of the worker.')
param workerPrincipalId string

@description('Principal that pulls images and reads queue lengths.')
param platformPrincipalId string

@description('Principal of the Event Grid topic.')
param eventTopicPrincipalId string

@description('Account of the Functions host and of Durable Functions.')
param hostAccountName string

@description('Account of media, memos, jobs and results.')
param dataAccountName string

@description('Service Bus namespace.')
param serviceBusName string

@description('Container registry.')
param registryName string

@description('Application Insights resource.')
param insightsName string

@description('Translator and Speech exist.')
param managedEngines bool

@description('Translator resource; empty for none.')
param translatorName string

@description('Speech resource; empty for none.')
param speechName string

@description('Durable Task Scheduler; empty for none.')
param schedulerName string

@description('Topic of job events; empty for none.')
param jobEventsName string

var roles = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  serviceBusDataOwner: '090c5cfd-751d-490a-894a-3ce6f1109419'
  serviceBusDataReceiver: '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
  serviceBusDataSender: '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  cognitiveServicesUser: 'a97b65f3-24c7-4388-baec-2e87135dc908'
  cognitiveServicesSpeechUser: 'f2dc8367-1007-4938-bd23-fe263f013447'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  eventGridDataSender: 'd5a91429-5739-47e2-a06b-3470a27159e7'
}

// the worker reads sources and the cancellation mark, and writes artifacts and memos
var workerContainers = [
  { name: 'inbox', role: roles.blobDataReader }
  { name: 'uploads', role: roles.blobDataReader }
  { name: 'jobs', role: roles.blobDataReader }
  { name: 'models', role: roles.blobDataReader }
  { name: 'artifacts', role: roles.blobDataContributor }
  { name: 'memos', role: roles.blobDataContributor }
]
var taskQueues = ['tasks-cpu', 'tasks-gpu']
var hostRoles = [roles.blobDataOwner, roles.queueDataContributor, roles.tableDataContributor]
// the blob trigger keeps its poison queue in the account it watches
var dataRoles = [roles.blobDataOwner, roles.queueDataContributor]

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostAccountName
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: hostAccount
  name: 'default'
}

resource deadEvents 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: hostBlobs
  name: 'event-dead-letters'
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName
}

resource dataBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: dataAccount
  name: 'default'
}

resource workerContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [
  for each in workerContainers: {
    parent: dataBlobs
    name: each.name
  }
]

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource taskQueue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [
  for name in taskQueues: {
    parent: serviceBus
    name: name
  }
]

resource results 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: serviceBus
  name: 'task-results'
}

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' existing = {
  name: registryName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource translator 'Microsoft.CognitiveServices/accounts@2025-12-01' existing = if (managedEngines) {
  name: translatorName
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-12-01' existing = if (managedEngines) {
  name: speechName
}

resource appOnHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in hostRoles: {
    name: guid(hostAccount.id, appPrincipalId, role)
    scope: hostAccount
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource appOnData 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in dataRoles: {
    name: guid(dataAccount.id, appPrincipalId, role)
    scope: dataAccount
    properties: {
      principalId: appPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// Sends tasks, receives results and dead letters of all queues; the platform scales the app by queue lengths it reads
// with this identity, for which receiving alone does not suffice.
resource appOnServiceBus 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(serviceBus.id, appPrincipalId, roles.serviceBusDataOwner)
  scope: serviceBus
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataOwner)
  }
}

resource appOnInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, appPrincipalId, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
  }
}

resource workerOnContainer 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (each, index) in workerContainers: {
    name: guid(dataAccount.id, each.name, workerPrincipalId, each.role)
    scope: workerContainer[index]
    properties: {
      principalId: workerPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', each.role)
    }
  }
]

resource workerOnTasks 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in taskQueues: {
    name: guid(serviceBus.id, name, workerPrincipalId, roles.serviceBusDataReceiver)
    scope: taskQueue[index]
    properties: {
      principalId: workerPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataReceiver)
    }
  }
]

resource workerOnResults 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(results.id, workerPrincipalId, roles.serviceBusDataSender)
  scope: results
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataSender)
  }
}

// KEDA reads how many messages wait through the management side of the queue, which asks for this role
resource platformOnTasks 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, index) in taskQueues: {
    name: guid(serviceBus.id, name, platformPrincipalId, roles.serviceBusDataOwner)
    scope: taskQueue[index]
    properties: {
      principalId: platformPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.serviceBusDataOwner)
    }
  }
]

resource platformOnRegistry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, platformPrincipalId, roles.acrPull)
  scope: registry
  properties: {
    principalId: platformPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
  }
}

resource topicOnDeadEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, 'event-dead-letters', eventTopicPrincipalId, roles.blobDataContributor)
  scope: deadEvents
  properties: {
    principalId: eventTopicPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDataContributor)
  }
}

resource workerOnTranslator 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (managedEngines) {
  name: guid(translator!.id, workerPrincipalId, roles.cognitiveServicesUser)
  scope: translator
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.cognitiveServicesUser)
  }
}

resource workerOnSpeech 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (managedEngines) {
  name: guid(speech!.id, workerPrincipalId, roles.cognitiveServicesSpeechUser)
  scope: speech
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.cognitiveServicesSpeechUser)
  }
}

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' existing = if (!empty(schedulerName)) {
  name: schedulerName
}

resource jobEvents 'Microsoft.EventGrid/topics@2025-02-15' existing = if (!empty(jobEventsName)) {
  name: jobEventsName
}

resource appOnScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(schedulerName)) {
  name: guid(scheduler!.id, appPrincipalId, roles.durableTaskDataContributor)
  scope: scheduler
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.durableTaskDataContributor)
  }
}

resource appOnJobEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(jobEventsName)) {
  name: guid(jobEvents!.id, appPrincipalId, roles.eventGridDataSender)
  scope: jobEvents
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.eventGridDataSender)
  }
}

resource workerOnInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, workerPrincipalId, roles.monitoringMetricsPublisher)
  scope: insights
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.monitoringMetricsPublisher)
  }
}
