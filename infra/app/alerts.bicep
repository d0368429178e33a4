@description('Unique part of resource names.')
param token string

@description('Region of the query rules.')
param location string

@description('Tags of the alerts.')
param tags object

@description('Who is told; empty for nobody.')
param email string

@description('Service Bus namespace.')
param serviceBusName string

@description('Log workspace.')
param workspaceName string

@description('GPU hours within a day that are told of.')
param gpuHoursADay int

@description('Minutes a task may wait before that is told of.')
param queueAgeMinutes int

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'polydub'
    enabled: true
    emailReceivers: [{ name: 'owner', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var metricActions = empty(email) ? [] : [{ actionGroupId: people.id }]
var queryActions = empty(email) ? [] : [people.id]

// each one of these messages has failed a language of a job, or is one nobody could read
resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'A message ended in a dead-letter queue. docs/operations.md says what to do.'
    severity: 2
    enabled: true
    scopes: [namespace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead-lettered'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'DeadletteredMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Maximum'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
        }
      ]
    }
    autoMitigate: true
    actions: metricActions
  }
}

// queue-age below knows of tasks that were taken; this one knows of those nobody takes
resource backlog 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'backlog'
  location: 'global'
  tags: tags
  properties: {
    description: 'Tasks have been waiting for an hour: executions do not start, or there are too few.'
    severity: 2
    enabled: true
    scopes: [namespace.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'waiting'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'ActiveMessages'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          operator: 'GreaterThan'
          threshold: 50
          timeAggregation: 'Minimum'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['tasks-cpu', 'tasks-gpu'] }]
        }
      ]
    }
    autoMitigate: true
    actions: metricActions
  }
}

var queries = [
  {
    name: 'abandoned-tasks'
    description: 'Workers gave tasks back ten times within a quarter of an hour.'
    severity: 2
    window: 'PT15M'
    threshold: 10
    query: 'ContainerAppConsoleLogs | where Log has "task.abandoned"'
  }
  {
    name: 'failed-requests'
    description: 'More than one request in a thousand failed within an hour (availability below 99.9 %).'
    severity: 2
    window: 'PT1H'
    threshold: 0
    query: 'AppRequests | where OperationName !startswith "receive-" | summarize total = count(), failed = countif(toint(ResultCode) >= 500) | where total >= 20 and failed * 1000 > total'
  }
  {
    name: 'queue-age'
    description: 'A task waited longer than it should: executions do not start, or there are too few.'
    severity: 2
    window: 'PT30M'
    threshold: 0
    query: 'AppMetrics | where Name == "polydub.queue.wait" | where Max > ${queueAgeMinutes * 60}'
  }
  {
    name: 'failed-jobs'
    description: 'More than one job in ten failed within an hour.'
    severity: 2
    window: 'PT1H'
    threshold: 0
    query: 'AppMetrics | where Name == "polydub.jobs" | summarize total = sum(Sum), failed = sumif(Sum, tostring(Properties.outcome) == "failed") | where total >= 5 and failed * 10 > total'
  }
  {
    name: 'gpu-hours'
    description: 'GPUs worked longer within a day than planned.'
    severity: 3
    window: 'P1D'
    threshold: 0
    query: 'AppMetrics | where Name == "polydub.gpu.duration" | summarize hours = sum(Sum) / 3600 | where hours > ${gpuHoursADay}'
  }
  {
    name: 'failed-functions'
    description: 'Functions threw more than twenty times within a quarter of an hour.'
    severity: 3
    window: 'PT15M'
    threshold: 20
    query: 'AppExceptions'
  }
]

resource queryAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for each in queries: {
    name: each.name
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: each.name
      description: each.description
      severity: each.severity
      enabled: true
      scopes: [workspace.id]
      evaluationFrequency: 'PT15M'
      windowSize: each.window
      // the tables do not exist before the first record
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: each.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: each.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: queryActions }
    }
  }
]
