import type { CodeTurn } from './code-turns.js';
import type { DurableFunctions } from './durable-functions.js';
import { orchestratorPayload } from './orchestrator-payload.js';
import type { OrchestratorAnswer } from './read-orchestrator-answer.js';

export interface RunCodeTurnParams {
  readonly turn: CodeTurn;
  readonly orchestrator: string;
  readonly instanceId: string;
  readonly parentInstanceId: string | undefined;
  /** JSON text. */
  readonly input: string | null;
}

/** Runs an orchestrator's code over one prefix of a history, with no effect on anything. */
export async function runCodeTurn(params: RunCodeTurnParams, functions: DurableFunctions): Promise<OrchestratorAnswer> {
  const { turn, orchestrator, instanceId, parentInstanceId, input } = params;
  const name = functions.find('orchestration', orchestrator);
  if (name === undefined) throw new Error(`The app has no orchestrator function '${orchestrator}'.`);
  const payload = orchestratorPayload({
    pastEventsText: turn.past.map((event) => JSON.stringify({ ...event, IsPlayed: true })).join(','),
    newEvents: turn.fresh.map((event) => ({ ...event, IsPlayed: false })),
    input,
    instanceId,
    parentInstanceId,
  });
  return functions.orchestrate({ name, payload });
}
