@description('Unique part of resource names.')
param token string

@description('Region of the network.')
param location string

@description('Tags of the network.')
param tags object

@description('Account of the Functions host.')
param hostAccountName string

@description('Account of media, memos, jobs and results.')
param dataAccountName string

@description('Service Bus namespace.')
param serviceBusName string

resource hostAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hostAccountName
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: 'vnet-${token}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        // Flex Consumption and Container Apps want the same delegation, but not the same subnet
        name: 'functions'
        properties: {
          addressPrefix: '10.20.0.0/24'
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'workers'
        properties: {
          addressPrefix: '10.20.2.0/23'
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.20.4.0/24', privateEndpointNetworkPolicies: 'Disabled' }
      }
    ]
  }
}

var endpoints = [
  { name: 'host-blob', id: hostAccount.id, part: 'blob', zone: 'privatelink.blob.${az.environment().suffixes.storage}' }
  { name: 'host-queue', id: hostAccount.id, part: 'queue', zone: 'privatelink.queue.${az.environment().suffixes.storage}' }
  { name: 'host-table', id: hostAccount.id, part: 'table', zone: 'privatelink.table.${az.environment().suffixes.storage}' }
  { name: 'data-blob', id: dataAccount.id, part: 'blob', zone: 'privatelink.blob.${az.environment().suffixes.storage}' }
  { name: 'data-queue', id: dataAccount.id, part: 'queue', zone: 'privatelink.queue.${az.environment().suffixes.storage}' }
  { name: 'service-bus', id: serviceBus.id, part: 'namespace', zone: 'privatelink.servicebus.windows.net' }
]
var zones = [
  'privatelink.blob.${az.environment().suffixes.storage}'
  'privatelink.queue.${az.environment().suffixes.storage}'
  'privatelink.table.${az.environment().suffixes.storage}'
  'privatelink.servicebus.windows.net'
]

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in zones: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource zoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, index) in zones: {
    parent: zone[index]
    name: 'to-network'
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = [
  for each in endpoints: {
    name: 'pe-${each.name}-${token}'
    location: location
    tags: tags
    properties: {
      subnet: { id: '${network.id}/subnets/endpoints' }
      privateLinkServiceConnections: [
        { name: each.name, properties: { privateLinkServiceId: each.id, groupIds: [each.part] } }
      ]
    }
  }
]

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [
  for (each, index) in endpoints: {
    parent: endpoint[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        { name: each.name, properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', each.zone) } }
      ]
    }
    dependsOn: [zone]
  }
]

@description('Subnet of the Functions app.')
output functionsSubnetId string = '${network.id}/subnets/functions'

@description('Subnet of the worker replicas.')
output workersSubnetId string = '${network.id}/subnets/workers'
