@description('Region of the workbook.')
param location string

@description('Tags of the workbook.')
param tags object

@description('Application Insights resource it reads.')
param insightsName string

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // a workbook is named by an id
  name: guid(insights.id, 'polydub')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Polydub'
    category: 'workbook'
    sourceId: insights.id
    serializedData: loadTextContent('workbook.json')
  }
}

@description('Id of the workbook.')
output id string = workbook.id
