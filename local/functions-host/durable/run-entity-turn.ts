import { randomUUID } from 'node:crypto';
import type { DurableFunctions } from './durable-functions.js';
import type { EntityTurnRecord, OutgoingRecord } from './durable-record.js';
import type { Entity } from './durable-state.js';
import type { EntityAnswer } from './entity-answer.js';
import { entityId } from './entity-id.js';
import type { EntityRequest } from './entity-request.js';
import { historyEventType } from './history-event.js';
import { orchestrationMessage } from './orchestration-message.js';
import { parseEntityId } from './parse-entity-id.js';

/** Lets an entity carry out everything in its inbox, up to, not including, the commit. */
export async function runEntityTurn(
  { entity, at }: { readonly entity: Entity; readonly at: string },
  functions: DurableFunctions,
): Promise<EntityTurnRecord> {
  const batch = [...entity.inbox];
  const answer = await invokeEntity(entity, batch, functions);
  return {
    kind: 'entity-turn',
    entityId: entity.entityId,
    consumed: batch.length,
    exists: answer.entityExists ?? false,
    state: answer.entityState ?? null,
    at,
    outgoing: [...batch.flatMap((request, index) => answerTo(request, answer.results[index], at)), ...signals(answer)],
  };
}

/** A batch that fails as a whole changes nothing, and every caller in it learns the reason. */
async function invokeEntity(
  entity: Entity,
  batch: readonly EntityRequest[],
  functions: DurableFunctions,
): Promise<EntityAnswer> {
  const self = parseEntityId(entity.entityId);
  const name = functions.find('entity', self.name);
  const payload = JSON.stringify({
    self,
    exists: entity.exists,
    state: entity.state,
    batch: batch.map(({ op, input, signal }) => ({ name: op, input: input ?? null, isSignal: signal ?? false })),
  });
  try {
    if (name === undefined) throw new Error(`The app has no entity function '${self.name}'.`);
    return await functions.runEntity({ name, payload });
  } catch (error) {
    const result = JSON.stringify(error instanceof Error ? error.message : String(error));
    const results = batch.map(() => ({ isError: true, result }));
    return { results, signals: [], entityExists: entity.exists, entityState: entity.state };
  }
}

function answerTo(
  request: EntityRequest,
  result: EntityAnswer['results'][number] | undefined,
  at: string,
): readonly OutgoingRecord[] {
  if (request.signal || request.parent === undefined) return [];
  const content = { result: result?.result ?? null, ...(result?.isError ? { exceptionType: 'Error' } : {}) };
  const event = { EventType: historyEventType.EventRaised, Name: request.id, Input: JSON.stringify(content) };
  return [orchestrationMessage({ instanceId: request.parent, at, content: event })];
}

function signals({ signals }: EntityAnswer): readonly OutgoingRecord[] {
  return signals.map(({ target, name, input }) => ({
    kind: 'entity-request',
    entityId: entityId(target.name, target.key),
    request: { op: name, signal: true, id: randomUUID(), ...(input ? { input } : {}) },
  }));
}
