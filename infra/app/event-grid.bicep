@description('Unique part of resource names.')
param token string

@description('Region of the topic: that of its account.')
param location string

@description('Tags of the topic.')
param tags object

@description('Account whose new blobs are told.')
param dataAccountName string

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${token}'
  location: location
  tags: tags
  // writes what it could not deliver
  identity: { type: 'SystemAssigned' }
  properties: { source: dataAccount.id, topicType: 'Microsoft.Storage.StorageAccounts' }
}

@description('Name of the topic.')
output topicName string = topic.name

@description('Principal of the topic.')
output topicPrincipalId string = topic.identity.principalId
