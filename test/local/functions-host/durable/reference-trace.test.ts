/** A trace of real turns, recorded elsewhere: what the SDK was sent, what it answered, and what it was sent next. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { HistoryEvent } from '../../../../local/functions-host/durable/history-event.js';
import { isCreatedEvent } from '../../../../local/functions-host/durable/is-created-event.js';
import { orchestratorActionSchema } from '../../../../local/functions-host/durable/orchestrator-action.js';
import { replayActions } from '../../../../local/functions-host/durable/replay-actions.js';
import { samplePath } from '../../../samples/sample-path.js';

const turnSchema = z.object({
  in: z.object({
    instanceId: z.string(),
    history: z.array(z.looseObject({ EventType: z.number(), EventId: z.number() })),
  }),
  out: z.object({ actions: z.tuple([z.array(orchestratorActionSchema)]) }),
});
type Turn = z.infer<typeof turnSchema>;

const file = samplePath('notes/durable-trace-example.json');

describe.skipIf(file === undefined)('a recorded trace (skipped where the sample is not on this machine)', () => {
  const byInstance = new Map<string, Turn[]>();

  beforeAll(() => {
    const entries: readonly unknown[] = JSON.parse(readFileSync(file ?? '', 'utf8'));
    for (const entry of entries) {
      const parsed = turnSchema.safeParse(entry);
      if (!parsed.success) continue; // entity turns
      const { instanceId } = parsed.data.in;
      byInstance.set(instanceId, [...(byInstance.get(instanceId) ?? []), parsed.data]);
    }
  });

  it('is replayed to the very decisions that stand in the next turn', () => {
    let compared = 0;
    for (const turns of byInstance.values()) {
      for (const [index, turn] of turns.entries()) {
        const next = turns[index + 1];
        const history = turn.in.history as readonly unknown[] as readonly HistoryEvent[];
        const following = (next?.in.history ?? []) as readonly unknown[] as readonly HistoryEvent[];
        if (following.length <= history.length) continue; // the last turn, or the next one began a new execution
        const started = history.find((event) => 'OrchestrationInstance' in event);
        const { InstanceId = '', ExecutionId = '' } =
          started && 'OrchestrationInstance' in started ? started.OrchestrationInstance : {};
        const replay = replayActions({
          history,
          actions: turn.out.actions[0],
          instanceId: InstanceId,
          executionId: ExecutionId,
        });
        const recorded = following.slice(history.length).filter(isCreatedEvent);
        expect(replay.decisions.map(comparable)).toEqual(recorded.map(comparable));
        compared += recorded.length;
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});

/** What both sides must agree on; request ids of entities are made differently. */
function comparable(event: Partial<HistoryEvent>): object {
  const { EventType, EventId } = event;
  const rest = 'InstanceId' in event ? { instanceId: event.InstanceId } : {};
  return {
    EventType,
    EventId,
    ...rest,
    ...('FireAt' in event ? { fireAt: event.FireAt } : {}),
    ...('Name' in event ? { name: event.Name } : {}),
  };
}
