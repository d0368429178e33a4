import type { Failure } from '../../pipeline/contracts/failure.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { toFailure } from '../../pipeline/errors/to-failure.js';
import { StageStopped } from './stage-stopped.js';

/** Longest account of what broke around a stage, in UTF-16 units: it is told to people and kept in every history. */
const maxMessageLength = 500;
/** Where the stack begins in the error of an activity that failed: a reason, then the details, on Azure and here. */
const beginOfStack = / \n |\n\s*(at |Stack:)/;

/** The failure an orchestrator ends with: the stage's own, or what broke around it, without stacks. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StageStopped) return error.failure;
  const failure = toFailure(error);
  return error instanceof PipelineError ? failure : { ...failure, message: reasonOf(failure.message) };
}

function reasonOf(message: string): string {
  const [reason = ''] = message.split(beginOfStack, 1);
  const line = reason.replace(/\s+/g, ' ').trim();
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line;
}
