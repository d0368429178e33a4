import type { AppSettings } from './resolve-app-settings.js';

/** Whether the setting `AzureWebJobs.<name>.Disabled` switches a function off. */
export function isDisabled(functionName: string, settings: AppSettings): boolean {
  return settings[`AzureWebJobs.${functionName}.Disabled`]?.toLowerCase() === 'true';
}
