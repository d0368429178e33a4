@description('Unique part of resource names.')
param token string

@description('Region of the app.')
param location string

@description('Tags of the app.')
param tags object

@description('User-assigned identity of the app.')
param identityName string

@description('Account of the Functions host and of Durable Functions.')
param hostAccountName string

@description('Account of media, memos, jobs and results.')
param dataAccountName string

@description('Service Bus namespace.')
param serviceBusName string

@description('Application Insights resource.')
param insightsName string

@description('Subnet the app sends from; empty without a private network.')
param subnetId string

@description('Most instances.')
param maxInstances int

@description('Instances kept warm for orchestrations.')
param alwaysReadyInstances int

@description('Digest of the worker image the app sends tasks to.')
param workerVersion string

@description('Language assumed to be spoken where a request names none.')
param sourceLanguage string

@description('Target languages of files dropped without settings.')
param targetLanguages string

@description('Largest upload the API grants, in bytes.')
param maxUploadBytes int

@description('What you pay instead of the list prices, by price id.')
param prices object

@description('Compute time of these workers over that of the measurements, as 0.8.')
param computeFactor string

@description('Seconds a worker is paid for around its work.')
param workerStartSeconds int

@description('Address of the Durable Task Scheduler; empty where orchestrations lie in the host account.')
param schedulerEndpoint string

@description('Address of the topic job events go to; empty for none.')
param jobEventsEndpoint string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostAccountName
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${token}'
  location: location
  // azd finds the app it deploys by this tag: azure.yaml names the service `api`
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2', ftpsState: 'Disabled', http20Enabled: true }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostAccount.properties.primaryEndpoints.blob}deployments'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'node', version: '22' }
      scaleAndConcurrency: {
        maximumInstanceCount: maxInstances
        instanceMemoryMB: 2048
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'durable', instanceCount: alwaysReadyInstances }]
      }
    }
  }
}

resource ftp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

resource settings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.properties.clientId
    AzureWebJobsStorage__blobServiceUri: hostAccount.properties.primaryEndpoints.blob
    AzureWebJobsStorage__queueServiceUri: hostAccount.properties.primaryEndpoints.queue
    AzureWebJobsStorage__tableServiceUri: hostAccount.properties.primaryEndpoints.table
    Storage__credential: 'managedidentity'
    Storage__clientId: identity.properties.clientId
    Storage__blobServiceUri: dataAccount.properties.primaryEndpoints.blob
    Storage__queueServiceUri: dataAccount.properties.primaryEndpoints.queue
    ServiceBus__credential: 'managedidentity'
    ServiceBus__clientId: identity.properties.clientId
    ServiceBus__fullyQualifiedNamespace: '${serviceBusName}.servicebus.windows.net'
    AZURE_CLIENT_ID: identity.properties.clientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
    POLYDUB_WORKER_VERSION: workerVersion
    POLYDUB_SOURCE_LANGUAGE: sourceLanguage
    POLYDUB_TARGETS: targetLanguages
    POLYDUB_MAX_UPLOAD_BYTES: string(maxUploadBytes)
    POLYDUB_PRICES: string(prices)
    POLYDUB_COMPUTE_FACTOR: computeFactor
    POLYDUB_WORKER_START_SECONDS: string(workerStartSeconds)
    POLYDUB_JOB_EVENTS_ENDPOINT: jobEventsEndpoint
    // these take the place of host.json, which names the host account
    AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: empty(schedulerEndpoint) ? 'azureStorage' : 'azureManaged'
    AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: empty(schedulerEndpoint) ? 'AzureWebJobsStorage' : 'DurableTaskScheduler'
    DurableTaskScheduler: empty(schedulerEndpoint) ? '' : 'Endpoint=${schedulerEndpoint};TaskHub=Polydub;Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}'
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the app.')
output url string = 'https://${app.properties.defaultHostName}'
