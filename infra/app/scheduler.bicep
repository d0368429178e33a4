// Orchestrations on the Durable Task Scheduler instead of tables and queues of the host account.

@description('Unique part of resource names.')
param token string

@description('Region of the scheduler.')
param location string

@description('Tags of the scheduler.')
param tags object

@description('Consumption is paid by the action, Dedicated by the capacity unit.')
param sku string

@description('Capacity units of a dedicated scheduler: 1, or 3 for high availability.')
param capacity int

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: 'dts-${token}'
  location: location
  tags: tags
  properties: {
    // identities only: a scheduler has no keys
    ipAllowlist: ['0.0.0.0/0']
    sku: sku == 'Dedicated' ? { name: 'Dedicated', capacity: capacity } : { name: 'Consumption' }
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: 'Polydub'
  properties: {}
}

@description('Name of the scheduler.')
output name string = scheduler.name

@description('Address of the scheduler.')
output endpoint string = scheduler.properties.endpoint

@description('Name of its task hub.')
output hubName string = hub.name
