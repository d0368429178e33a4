@description('Unique part of resource names.')
param token string

@description('Region of the resources.')
param location string

@description('Tags of the resources.')
param tags object

@description('Most data a day, in GB. -1 sets no bound.')
param dailyQuotaGb int

@description('Days logs are kept.')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: 'log-${token}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
    features: { disableLocalAuth: true }
  }
}

// telemetry is taken from identities only: the connection string is an address, not a secret
resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${token}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('Name of the log workspace.')
output workspaceName string = workspace.name

@description('Name of the Application Insights resource.')
output insightsName string = insights.name
