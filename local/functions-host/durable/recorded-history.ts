import { z } from 'zod';

/** What an orchestrator function answered in one turn. */
const recordedTurnSchema = z.strictObject({
  /** How many events the function saw: a prefix of `events`. */
  eventCount: z.number().int().positive(),
  actions: z.array(z.unknown()),
  isDone: z.boolean(),
  output: z.unknown().optional(),
  customStatus: z.unknown().optional(),
  /** Message of the error that ended the function. */
  failure: z.string().optional(),
});

/**
 * A golden history: the events of one execution, and what its orchestrator answered to each prefix. Kept beside the
 * orchestrator and replayed against its present code.
 *
 * @example
 * { schemaVersion: 1, orchestrator: 'localize', instanceId: 'job_1', executionId: '5f0c', input: { n: 1 },
 *   events: [{ EventType: 12, EventId: -1, IsPlayed: true, Timestamp: '2026-11-21T00:00:00.000Z' }],
 *   turns: [{ eventCount: 2, actions: [{ actionType: 0, functionName: 'probe', input: 1 }], isDone: false }] }
 */
export const recordedHistorySchema = z.strictObject({
  schemaVersion: z.literal(1),
  orchestrator: z.string().min(1),
  instanceId: z.string().min(1),
  executionId: z.string().min(1),
  parentInstanceId: z.string().optional(),
  input: z.unknown(),
  events: z.array(
    z.looseObject({ EventType: z.number(), EventId: z.number(), IsPlayed: z.boolean(), Timestamp: z.string() }),
  ),
  turns: z.array(recordedTurnSchema),
});

export type RecordedHistory = z.infer<typeof recordedHistorySchema>;
export type RecordedTurn = z.infer<typeof recordedTurnSchema>;
