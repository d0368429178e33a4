// The second phase. The key of the blob extension exists only once the app with its trigger has been deployed, so this
// runs after `azd deploy`. The key goes from the app to Event Grid inside Azure and is in no parameter or output.

@description('Name of the Functions app that has been deployed.')
param functionsName string

@description('The system topic of the data account.')
param topicName string

@description('Storage account that keeps what could not be delivered.')
param hostAccountName string

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionsName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostAccountName
}

var blobsKey = listKeys('${app.id}/host/default', '2025-03-01').systemKeys.blobs_extension

resource droppedFiles 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'dropped-files'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.receive-dropped-file&code=${blobsKey}'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/inbox/'
    }
    eventDeliverySchema: 'EventGridSchema'
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: hostAccount.id, blobContainerName: 'event-dead-letters' }
      }
    }
  }
}
