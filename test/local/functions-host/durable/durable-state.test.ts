import { describe, expect, it } from 'vitest';
import type { DurableRecord } from '../../../../local/functions-host/durable/durable-record.js';
import { DurableState } from '../../../../local/functions-host/durable/durable-state.js';
import { historyEventType as type } from '../../../../local/functions-host/durable/history-event.js';
import { orchestrationMessage } from '../../../../local/functions-host/durable/orchestration-message.js';

const at = '2026-01-01T00:00:00.000Z';
const start: DurableRecord = {
  kind: 'start',
  instanceId: 'i',
  name: 'n',
  executionId: 'e1',
  input: '1',
  at,
  traceParent: '',
};

function stateOf(...records: readonly DurableRecord[]): DurableState {
  const state = new DurableState();
  for (const record of records) state.apply(record);
  return state;
}

function startsOver(consumed: number): DurableRecord {
  const outcome = { kind: 'continued-as-new', executionId: 'e2', input: '2', carriedEvents: [] } as const;
  return { kind: 'turn', instanceId: 'i', consumed, at, decisions: [], cancelledTimers: [], outcome, outgoing: [] };
}

describe('DurableState', () => {
  it('drops completions of the ended execution that are still in the inbox, and keeps events', () => {
    const content = { EventType: type.TaskCompleted, TaskScheduledId: 0, Result: '"stale"' } as const;
    const stale = orchestrationMessage({ instanceId: 'i', at, content });
    const event = orchestrationMessage({
      instanceId: 'i',
      at,
      content: { EventType: type.EventRaised, Name: 'E', Input: null },
    });
    const { inbox } = stateOf(start, stale, event, startsOver(1)).instances.get('i') ?? {};
    expect(inbox?.map(({ EventType }) => EventType)).toEqual([type.ExecutionStarted, type.EventRaised]);
  });

  it('drops messages for an instance that has ended', () => {
    const ended: DurableRecord = {
      kind: 'turn',
      instanceId: 'i',
      consumed: 1,
      at,
      decisions: [],
      cancelledTimers: [],
      outcome: { kind: 'ended', status: 'Completed', output: 1 },
      outgoing: [],
    };
    const late = orchestrationMessage({
      instanceId: 'i',
      at,
      content: { EventType: type.EventRaised, Name: 'E', Input: null },
    });
    expect(stateOf(start, ended, late).instances.get('i')).toMatchObject({ status: 'Completed', inbox: [] });
  });

  it('applies what a turn sends together with the turn', () => {
    const child: DurableRecord = { ...start, instanceId: 'child', executionId: 'e9' } as const;
    const turn: DurableRecord = {
      kind: 'turn',
      instanceId: 'i',
      consumed: 1,
      at,
      decisions: [],
      cancelledTimers: [],
      outcome: { kind: 'running' },
      outgoing: [child, { kind: 'entity-request', entityId: '@c@k', request: { op: 'add', id: 'r' } }],
    };
    const state = stateOf(start, turn);
    expect(state.instances.get('child')?.status).toBe('Pending');
    expect(state.entities.get('@c@k')?.inbox).toHaveLength(1);
  });
});
