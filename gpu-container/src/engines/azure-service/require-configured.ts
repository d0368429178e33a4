import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { Configuration } from './configuration.js';

/** The settings of an engine that is asked for by id. Fails with `engine-missing` and the reason. */
export function requireConfigured<Settings>(id: string, configuration: Configuration<Settings>): Settings {
  if (configuration.kind === 'configured') return configuration.settings;
  throw new PipelineError('engine-missing', `The engine "${id}" is not configured: ${configuration.reason}.`);
}
