@description('Unique part of resource names.')
param token string

@description('Region of the services.')
param location string

@description('Tags of the services.')
param tags object

// an identity is accepted at a resource's own domain only
resource translator 'Microsoft.CognitiveServices/accounts@2025-12-01' = {
  name: 'trsl-${token}'
  location: location
  tags: tags
  kind: 'TextTranslation'
  sku: { name: 'S1' }
  properties: { customSubDomainName: 'trsl-${token}', disableLocalAuth: true, publicNetworkAccess: 'Enabled' }
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-12-01' = {
  name: 'spch-${token}'
  location: location
  tags: tags
  kind: 'SpeechServices'
  sku: { name: 'S0' }
  properties: { customSubDomainName: 'spch-${token}', disableLocalAuth: true, publicNetworkAccess: 'Enabled' }
}

@description('Name of the Translator resource.')
output translatorName string = translator.name

@description('Name of the Speech resource.')
output speechName string = speech.name
