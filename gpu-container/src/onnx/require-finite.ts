import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/**
 * The greatest logit of a step, where it is a number. Of anything else every token is as likely as none: what is decoded
 * from it would be nothing, or the same token over and over, and would be remembered. Fails with `engine-failed`.
 */
export function requireFinite(greatest: number | undefined): number {
  if (greatest !== undefined && Number.isFinite(greatest)) return greatest;
  throw new PipelineError('engine-failed', 'The model gives logits that are no numbers.');
}
