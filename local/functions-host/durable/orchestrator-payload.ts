import type { HistoryEvent } from './history-event.js';

export interface OrchestratorPayloadParams {
  /** Played events as the inside of a JSON array; empty in the first turn. */
  readonly pastEventsText: string;
  readonly newEvents: readonly HistoryEvent[];
  /** JSON text. */
  readonly input: string | null;
  readonly instanceId: string;
  readonly parentInstanceId: string | undefined;
}

/**
 * Constant members of the trigger's payload. Schema version 2 is the newest without entity locks; from it on the two
 * timer lengths are mandatory, and they are so long here that no timer is ever split into pieces.
 */
const CONSTANT_MEMBERS = JSON.stringify({
  upperSchemaVersion: 1,
  upperSchemaVersionNew: 2,
  longRunningTimerIntervalDuration: '36500.00:00:00',
  maximumShortTimerDuration: '36500.00:00:00',
  defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
}).slice(1);

/** The JSON text an orchestration trigger receives: the whole history of the execution, new events last. */
export function orchestratorPayload(params: OrchestratorPayloadParams): string {
  const newEvents = params.newEvents.map((event) => JSON.stringify(event)).join(',');
  const separator = params.pastEventsText === '' ? '' : ',';
  return (
    `{"history":[${params.pastEventsText}${separator}${newEvents}],` +
    `"input":${params.input ?? 'null'},` +
    `"instanceId":${JSON.stringify(params.instanceId)},` +
    `"isReplaying":${params.pastEventsText !== ''},` +
    `"parentInstanceId":${JSON.stringify(params.parentInstanceId ?? null)},` +
    CONSTANT_MEMBERS
  );
}
