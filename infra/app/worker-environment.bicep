@description('Unique part of resource names.')
param token string

@description('Region of the environment.')
param location string

@description('Tags of the environment.')
param tags object

@description('Log workspace.')
param workspaceName string

@description('Serverless GPU profile beside the CPU one, as Consumption-GPU-NC8as-T4; empty for none.')
param gpuProfileType string

@description('Subnet of the replicas; empty without a private network.')
param subnetId string

var gpuProfileName = 'gpu'
var cpuProfile = [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
var gpuProfile = empty(gpuProfileType) ? [] : [{ name: gpuProfileName, workloadProfileType: gpuProfileType }]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: 'cae-${token}'
  location: location
  tags: tags
  properties: {
    // by diagnostic setting: sending straight to the workspace would take its shared key
    appLogsConfiguration: { destination: 'azure-monitor' }
    workloadProfiles: concat(cpuProfile, gpuProfile)
    vnetConfiguration: empty(subnetId) ? null : { infrastructureSubnetId: subnetId, internal: true }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: environment
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'ContainerAppConsoleLogs', enabled: true }
      { category: 'ContainerAppSystemLogs', enabled: true }
    ]
  }
}

@description('Name of the environment.')
output name string = environment.name

@description('Name of the GPU profile within it.')
output gpuProfileName string = gpuProfileName
