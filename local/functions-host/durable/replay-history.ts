import { isDeepStrictEqual } from 'node:util';
import { type CodeTurn, codeTurns } from './code-turns.js';
import type { DurableFunctions } from './durable-functions.js';
import type { HistoryEvent } from './history-event.js';
import { isCreatedEvent } from './is-created-event.js';
import type { OrchestratorAnswer } from './read-orchestrator-answer.js';
import { type RecordedHistory, recordedHistorySchema } from './recorded-history.js';
import { replayActions } from './replay-actions.js';
import { runCodeTurn } from './run-code-turn.js';
import { toRecordedTurn } from './to-recorded-turn.js';

/** A way in which the present code departs from a recorded history. */
export interface HistoryMismatch {
  /** One-based number of the turn; 0 for the history as a whole. */
  readonly turn: number;
  /** Member of the recorded turn, `decisions`, or `turns`. */
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Replays every prefix of a golden history through the orchestrator's present code and through the host's replay, and
 * reports every difference; an empty list means that running instances survive a deployment of this code.
 *
 * @param history Content of a `.history.json` file.
 * @throws ZodError when the content is no recorded history, Error when the app lacks the orchestrator.
 */
export async function replayHistory(
  history: unknown,
  functions: DurableFunctions,
): Promise<readonly HistoryMismatch[]> {
  const recorded = recordedHistorySchema.parse(history);
  // The events' members are checked where they matter: by the replay, against what the code decides.
  const turns = codeTurns(recorded.events as readonly unknown[] as readonly HistoryEvent[]);
  const mismatches = compare(0, { turns: recorded.turns.length }, { turns: turns.length });
  for (const [index, turn] of turns.entries()) {
    mismatches.push(...(await replayTurn({ recorded, turn, index }, functions)));
  }
  return mismatches;
}

interface ReplayTurnParams {
  readonly recorded: RecordedHistory;
  readonly turn: CodeTurn;
  readonly index: number;
}

async function replayTurn(
  { recorded, turn, index }: ReplayTurnParams,
  functions: DurableFunctions,
): Promise<HistoryMismatch[]> {
  const { orchestrator, instanceId, parentInstanceId } = recorded;
  const input = JSON.stringify(recorded.input ?? null);
  const answer = await runCodeTurn({ turn, orchestrator, instanceId, parentInstanceId, input }, functions);
  return [
    ...compare(index + 1, { ...recorded.turns[index] }, { ...toRecordedTurn(turn, answer) }),
    ...compareDecisions({ recorded, turn, index }, answer),
  ];
}

function compareDecisions(
  { recorded, turn, index }: ReplayTurnParams,
  { actions }: OrchestratorAnswer,
): HistoryMismatch[] {
  const expected = turn.decided.filter(isCreatedEvent).map(({ IsPlayed: _, Timestamp: __, ...decision }) => decision);
  if (!actions) return [];
  const { instanceId, executionId } = recorded;
  try {
    const history = [...turn.past, ...turn.fresh];
    const { decisions } = replayActions({ history, actions, instanceId, executionId });
    return compare(index + 1, { decisions: expected }, { decisions });
  } catch (error) {
    const actual = error instanceof Error ? error.message : String(error);
    return [{ turn: index + 1, what: 'decisions', expected, actual }];
  }
}

/** Compares as JSON does: members that are undefined are absent. */
function compare(turn: number, expected: object, actual: object): HistoryMismatch[] {
  const plain = (value: object): Record<string, unknown> => JSON.parse(JSON.stringify(value));
  const [left, right] = [plain(expected), plain(actual)];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((what) => !isDeepStrictEqual(left[what], right[what]))
    .map((what) => ({ turn, what, expected: left[what], actual: right[what] }));
}
