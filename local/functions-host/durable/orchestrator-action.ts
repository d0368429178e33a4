import { z } from 'zod';

/** Numbers of the actions an orchestrator function returns, as the out-of-process protocol sends them. */
export const actionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  ScheduledSignalEntity: 10,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;

const retryOptionsSchema = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().optional(),
  maxRetryIntervalInMilliseconds: z.number().optional(),
  retryTimeoutInMilliseconds: z.number().optional(),
});

/** Retry policy of an activity or sub-orchestration call; intervals in milliseconds. */
export type DurableRetryOptions = z.infer<typeof retryOptionsSchema>;

const activityFields = { functionName: z.string(), input: z.unknown().optional() };
const childFields = { ...activityFields, instanceId: z.string().nullish() };
const entityFields = { operation: z.string(), input: z.unknown().optional(), instanceId: z.string() };

const leafSchemas = [
  z.object({ actionType: z.literal(actionType.CallActivity), ...activityFields }),
  z.object({
    actionType: z.literal(actionType.CallActivityWithRetry),
    ...activityFields,
    retryOptions: retryOptionsSchema,
  }),
  z.object({ actionType: z.literal(actionType.CallSubOrchestrator), ...childFields }),
  z.object({
    actionType: z.literal(actionType.CallSubOrchestratorWithRetry),
    ...childFields,
    retryOptions: retryOptionsSchema,
  }),
  z.object({ actionType: z.literal(actionType.ContinueAsNew), input: z.unknown().optional() }),
  z.object({ actionType: z.literal(actionType.CreateTimer), fireAt: z.string(), isCanceled: z.boolean().optional() }),
  z.object({ actionType: z.literal(actionType.WaitForExternalEvent), externalEventName: z.string() }),
  z.object({ actionType: z.literal(actionType.CallEntity), ...entityFields }),
  z.object({ actionType: z.literal(actionType.SignalEntity), ...entityFields }),
] as const;

const leafSchema = z.discriminatedUnion('actionType', leafSchemas);

/** An action without children. */
export type LeafAction = z.infer<typeof leafSchema>;

/** Waiting for the first (`WhenAny`) or for all (`WhenAll`) of several actions. */
export interface CompoundAction {
  readonly actionType: typeof actionType.WhenAny | typeof actionType.WhenAll;
  readonly compoundActions: readonly OrchestratorAction[];
}

/** Something an orchestrator function yielded, in the order in which it was yielded. */
export type OrchestratorAction = LeafAction | CompoundAction;

/**
 * Actions this host can carry out. CallHttp and entity locks are not among them: a clear refusal is better than a
 * half-true imitation.
 *
 * @example
 * { actionType: 12, compoundActions: [{ actionType: 0, functionName: 'double', input: 1 }] }
 */
export const orchestratorActionSchema: z.ZodType<OrchestratorAction> = z.lazy(() =>
  z.discriminatedUnion(
    'actionType',
    [
      ...leafSchemas,
      z.object({
        actionType: z.union([z.literal(actionType.WhenAny), z.literal(actionType.WhenAll)]),
        compoundActions: z.array(orchestratorActionSchema),
      }),
    ],
    { error: ({ input }) => describeRefusal(input) },
  ),
);

const namedActionSchema = z.object({ actionType: z.number() });

function describeRefusal(action: unknown): string {
  const number = namedActionSchema.safeParse(action).data?.actionType;
  const [name = 'unknown'] = Object.entries(actionType).find(([, value]) => value === number) ?? [];
  return `This host does not support the action ${name} (${number}).`;
}
