@description('Unique part of resource names.')
param token string

@description('Region of the namespace.')
param location string

@description('Tags of the namespace.')
param tags object

@description('The namespace is closed to the internet, which takes the Premium tier.')
param privateNetwork bool

// Equal to pipeline/stages/queue-of.ts. Workers renew the lock for as long as they work: five minutes, the most there
// is, let a short break of the network pass.
var queues = [
  { name: 'tasks-cpu', lockDuration: 'PT5M' }
  { name: 'tasks-gpu', lockDuration: 'PT5M' }
  { name: 'task-results', lockDuration: 'PT1M' }
]

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'sb-${token}'
  location: location
  tags: tags
  sku: privateNetwork ? { name: 'Premium', tier: 'Premium', capacity: 1 } : { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [
  for each in queues: {
    parent: namespace
    name: each.name
    properties: {
      lockDuration: each.lockDuration
      maxDeliveryCount: 10
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT10M'
      defaultMessageTimeToLive: 'P7D'
      deadLetteringOnMessageExpiration: true
      maxSizeInMegabytes: 5120
    }
  }
]

@description('Name of the namespace.')
output name string = namespace.name
