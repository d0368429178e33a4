@description('Unique part of resource names.')
param token string

@description('Region of the accounts.')
param location string

@description('Tags of the accounts.')
param tags object

@description('LRS or ZRS.')
param redundancy string

@description('Both accounts are closed to the internet.')
param privateNetwork bool

@description('Origins of web pages that may upload and download.')
param uploadOrigins array

@description('Days a unit of work is remembered.')
param memoRetentionDays int

@description('Days an uploaded or dropped file is kept.')
param uploadRetentionDays int

@description('Days job documents and finished videos are kept after their last change; 0 for ever.')
param outputRetentionDays int

@description('Days deleted blobs can be brought back.')
param softDeleteDays int

// equal to pipeline/stages/container-names.ts
var dataContainers = ['inbox', 'uploads', 'artifacts', 'memos', 'jobs', 'outputs', 'models']

// of the platform alone: the app's package, and events that could not be delivered
var hostContainers = ['deployments', 'event-dead-letters']

// a memo names artifacts: they are read when it is made, and must outlive it
var artifactRetentionDays = memoRetentionDays + 30

var deleteAfterCreation = [
  { name: 'uploads', container: 'uploads', days: uploadRetentionDays }
  { name: 'inbox', container: 'inbox', days: uploadRetentionDays }
  { name: 'memos', container: 'memos', days: memoRetentionDays }
]
var deleteAfterChange = outputRetentionDays == 0
  ? []
  : [
      { name: 'jobs', container: 'jobs', days: outputRetentionDays }
      { name: 'outputs', container: 'outputs', days: outputRetentionDays }
    ]
var creationRules = [
  for rule in deleteAfterCreation: {
    name: 'expire-${rule.name}'
    type: 'Lifecycle'
    enabled: true
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: ['${rule.container}/'] }
      actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: rule.days } } }
    }
  }
]
var changeRules = [
  for rule in deleteAfterChange: {
    name: 'expire-${rule.name}'
    type: 'Lifecycle'
    enabled: true
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: ['${rule.container}/'] }
      actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
    }
  }
]
var artifactRules = [
  {
    name: 'expire-artifacts'
    type: 'Lifecycle'
    enabled: true
    definition: {
      filters: { blobTypes: ['blockBlob'], prefixMatch: ['artifacts/'] }
      actions: { baseBlob: { delete: { daysAfterLastAccessTimeGreaterThan: artifactRetentionDays } } }
    }
  }
]

// Functions and Durable Functions keep their own state apart from media: the worker has no right on this account
resource hostAccount 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'sthost${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_${redundancy}' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetwork ? 'Deny' : 'Allow' }
  }
}

resource hostBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: hostAccount
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
  }
}

resource hostContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for name in hostContainers: {
    parent: hostBlobs
    name: name
    properties: { publicAccess: 'None' }
  }
]

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'stdata${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_${redundancy}' }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetwork ? 'Deny' : 'Allow' }
  }
}

resource dataBlobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: dataAccount
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    lastAccessTimeTrackingPolicy: {
      enable: true
      name: 'AccessTimeTracking'
      trackingGranularityInDays: 1
      blobType: ['blockBlob']
    }
    cors: {
      corsRules: empty(uploadOrigins)
        ? []
        : [
            {
              allowedOrigins: uploadOrigins
              allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT']
              allowedHeaders: ['content-type', 'if-match', 'if-none-match', 'range', 'x-ms-*']
              exposedHeaders: ['content-length', 'content-range', 'etag', 'x-ms-*']
              maxAgeInSeconds: 3600
            }
          ]
    }
  }
}

resource dataContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for name in dataContainers: {
    parent: dataBlobs
    name: name
    properties: { publicAccess: 'None' }
  }
]

resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: dataAccount
  name: 'default'
  properties: { policy: { rules: concat(creationRules, artifactRules, changeRules) } }
  // a rule by last access is refused before access is tracked
  dependsOn: [dataBlobs]
}

@description('Account of the Functions host and of Durable Functions.')
output hostAccountName string = hostAccount.name

@description('Account of media, memos, jobs and results.')
output dataAccountName string = dataAccount.name
