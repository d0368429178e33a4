import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { codeTurns } from './code-turns.js';
import type { DurableEngine } from './durable-engine.js';
import type { DurableFunctions } from './durable-functions.js';
import type { RecordedHistory, RecordedTurn } from './recorded-history.js';
import { runCodeTurn } from './run-code-turn.js';
import { toRecordedTurn } from './to-recorded-turn.js';

export interface ExportHistoryDeps {
  readonly engine: DurableEngine;
  readonly functions: DurableFunctions;
}

/**
 * The golden history of an instance's present execution. What the code answers to each prefix is asked of the code
 * anew, which changes nothing.
 *
 * @throws PipelineError `not-found` for an unknown instance.
 */
export async function exportHistory(
  instanceId: string,
  { engine, functions }: ExportHistoryDeps,
): Promise<RecordedHistory> {
  const instance = await engine.instance(instanceId);
  if (!instance) throw new PipelineError('not-found', `There is no orchestration instance '${instanceId}'.`);
  const { name: orchestrator, input, executionId, parent } = instance;
  const events = [...instance.history.events];
  const turns: RecordedTurn[] = [];
  for (const turn of codeTurns(events)) {
    const asked = { turn, orchestrator, instanceId, parentInstanceId: parent?.instanceId, input };
    turns.push(toRecordedTurn(turn, await runCodeTurn(asked, functions)));
  }
  return {
    schemaVersion: 1,
    orchestrator,
    instanceId,
    executionId,
    ...(parent ? { parentInstanceId: parent.instanceId } : {}),
    input: JSON.parse(input ?? 'null'),
    events: events.map((event) => ({ ...event })),
    turns,
  };
}
