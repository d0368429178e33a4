@description('Unique part of resource names.')
param token string

@description('Region of the registry.')
param location string

@description('Tags of the registry.')
param tags object

@description('Basic, Standard or Premium.')
param sku string

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'cr${token}'
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

@description('Name of the registry.')
output name string = registry.name

@description('Host name of the registry.')
output server string = registry.properties.loginServer
