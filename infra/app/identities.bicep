@description('Unique part of resource names.')
param token string

@description('Region of the identities.')
param location string

@description('Tags of the identities.')
param tags object

resource app 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-app-${token}'
  location: location
  tags: tags
}

// works on media from strangers: it may do nothing but read sources and write artifacts and memos
resource worker 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-worker-${token}'
  location: location
  tags: tags
}

// pulls the image and reads queue lengths for the jobs; code in the container cannot use it
resource platform 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-platform-${token}'
  location: location
  tags: tags
}

@description('Identity of the Functions app.')
output appName string = app.name

@description('Principal of the Functions app.')
output appPrincipalId string = app.properties.principalId

@description('Identity of the worker.')
output workerName string = worker.name

@description('Principal of the worker.')
output workerPrincipalId string = worker.properties.principalId

@description('Identity that pulls and scales.')
output platformName string = platform.name

@description('Principal that pulls and scales.')
output platformPrincipalId string = platform.properties.principalId
