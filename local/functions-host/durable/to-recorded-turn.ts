import type { CodeTurn } from './code-turns.js';
import type { OrchestratorAnswer } from './read-orchestrator-answer.js';
import type { RecordedTurn } from './recorded-history.js';

/** The answer as a golden history holds it. */
export function toRecordedTurn({ past, fresh }: CodeTurn, answer: OrchestratorAnswer): RecordedTurn {
  const { actions = [], isDone, output, customStatus, failure } = answer;
  return {
    eventCount: past.length + fresh.length,
    actions: [...actions],
    isDone,
    ...(isDone ? { output } : {}),
    ...(customStatus === undefined ? {} : { customStatus }),
    ...(failure ? { failure: failure.message } : {}),
  };
}
