// A topic of our own: whoever wants to hear of jobs subscribes to it.

@description('Unique part of resource names.')
param token string

@description('Region of the topic.')
param location string

@description('Tags of the topic.')
param tags object

@description('The topic takes events from private networks only.')
param privateNetwork bool

resource topic 'Microsoft.EventGrid/topics@2025-02-15' = {
  name: 'evgt-jobs-${token}'
  location: location
  tags: tags
  properties: {
    inputSchema: 'CloudEventSchemaV1_0'
    disableLocalAuth: true
    minimumTlsVersionAllowed: '1.2'
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  }
}

@description('Name of the topic.')
output name string = topic.name

@description('Address events are sent to.')
output endpoint string = topic.properties.endpoint
