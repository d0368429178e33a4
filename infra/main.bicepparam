using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'polydub')
param location = readEnvironmentVariable('AZURE_LOCATION', 'swedencentral')
param workerImage = readEnvironmentVariable('POLYDUB_WORKER_IMAGE', '')
param gpuWorkerImage = readEnvironmentVariable('POLYDUB_GPU_WORKER_IMAGE', '')
param gpu = readEnvironmentVariable('POLYDUB_GPU', 'none')
param sourceLanguage = readEnvironmentVariable('POLYDUB_SOURCE_LANGUAGE', 'en')
param targetLanguages = readEnvironmentVariable('POLYDUB_TARGETS', 'es')
param managedEngines = bool(readEnvironmentVariable('POLYDUB_MANAGED_ENGINES', 'false'))
param privateNetwork = bool(readEnvironmentVariable('POLYDUB_PRIVATE_NETWORK', 'false'))
param monthlyBudget = int(readEnvironmentVariable('POLYDUB_MONTHLY_BUDGET', '0'))
param alertEmail = readEnvironmentVariable('POLYDUB_ALERT_EMAIL', '')
