import type { Instance } from './durable-state.js';
import { type HistoryEvent, historyEventType } from './history-event.js';
import { isCreatedEvent } from './is-created-event.js';

/** What a status query wants to see. */
export interface StatusOptions {
  readonly showInput: boolean;
  readonly showHistory: boolean;
  readonly showHistoryOutput: boolean;
}

const typeNames = new Map<number, string>(Object.entries(historyEventType).map(([name, number]) => [number, name]));

/** The status of an instance as the durable API answers it. */
export function instanceStatus(instance: Readonly<Instance>, options: StatusOptions): object {
  return {
    name: instance.name,
    instanceId: instance.instanceId,
    runtimeStatus: instance.status,
    input: options.showInput ? parseOrText(instance.input) : null,
    customStatus: instance.customStatus ?? null,
    // The SDK refuses a status without an output.
    output: instance.output ?? null,
    createdTime: toSeconds(instance.createdAt),
    lastUpdatedTime: toSeconds(instance.updatedAt),
    ...(options.showHistory ? { historyEvents: instance.history.events.filter(isShown).map(shown(options)) } : {}),
  };
}

/** Azure hides the scheduling of work and the ends of turns, and shows what came of them. */
function isShown(event: HistoryEvent): boolean {
  const { OrchestratorStarted, OrchestratorCompleted } = historyEventType;
  return !isCreatedEvent(event) && event.EventType !== OrchestratorStarted && event.EventType !== OrchestratorCompleted;
}

function shown({ showHistoryOutput }: StatusOptions): (event: HistoryEvent) => object {
  return (event) => ({
    EventType: typeNames.get(event.EventType),
    Timestamp: event.Timestamp,
    ...('Name' in event ? { Name: event.Name } : {}),
    ...('Reason' in event ? { Reason: event.Reason } : {}),
    ...('OrchestrationStatus' in event ? { OrchestrationStatus: event.OrchestrationStatus } : {}),
    ...(showHistoryOutput && 'Result' in event ? { Result: parseOrText(event.Result) } : {}),
  });
}

function parseOrText(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Azure's API answers whole seconds. */
function toSeconds(timestamp: string): string {
  return `${timestamp.slice(0, 19)}Z`;
}
