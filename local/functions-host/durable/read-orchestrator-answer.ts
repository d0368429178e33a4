import { z } from 'zod';
import type { InvocationResponse } from '../worker/invocation.js';
import { type OrchestratorAction, orchestratorActionSchema } from './orchestrator-action.js';

/** What an orchestrator function said at the end of a turn. */
export interface OrchestratorAnswer {
  /** Every action of the present execution; undefined when the function failed before the SDK could say. */
  readonly actions: readonly OrchestratorAction[] | undefined;
  readonly isDone: boolean;
  readonly output: unknown;
  /** Undefined when the function has not set one. */
  readonly customStatus: unknown;
  readonly failure: { readonly message: string; readonly stack: string } | undefined;
}

/** The SDK puts the state of a failed orchestrator behind this mark, at the end of the error message. */
const STATE_MARK = '\n\n$OutOfProcData$:';

const stateSchema = z.object({
  isDone: z.boolean(),
  // From schema version 2 on the outer array has exactly one element: the flat list of actions.
  actions: z.tuple([z.array(orchestratorActionSchema)]),
  output: z.unknown().optional(),
  customStatus: z.unknown().optional(),
  error: z.string().optional(),
});

/** Waits for an orchestrator function and reads its state, out of its answer or out of its error; never rejects. */
export async function readOrchestratorAnswer(invocation: Promise<InvocationResponse>): Promise<OrchestratorAnswer> {
  try {
    const { returnValue } = await invocation;
    if (returnValue?.json === undefined) throw new Error('The function answered without an orchestrator state.');
    return { ...readState(returnValue.json), failure: undefined };
  } catch (error) {
    return readFailure(error);
  }
}

function readFailure(error: unknown): OrchestratorAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const unknown = { actions: undefined, isDone: false, output: undefined, customStatus: undefined };
  const mark = message.lastIndexOf(STATE_MARK);
  if (mark < 0) return { ...unknown, failure: { message, stack } };
  try {
    const { error: reason, ...state } = readState(message.slice(mark + STATE_MARK.length));
    return { ...state, failure: { message: reason ?? message.slice(0, mark), stack } };
  } catch (cause) {
    return { ...unknown, failure: { message: cause instanceof Error ? cause.message : String(cause), stack } };
  }
}

function readState(text: string): Omit<OrchestratorAnswer, 'failure'> & { readonly error: string | undefined } {
  const parsed = stateSchema.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`The orchestrator's state is not understood: ${z.prettifyError(parsed.error)}`);
  const { isDone, actions, output, customStatus, error } = parsed.data;
  return { isDone, actions: actions[0], output: output ?? null, customStatus, error };
}
