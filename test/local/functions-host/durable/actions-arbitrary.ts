import fc from 'fast-check';
import { actionType, type OrchestratorAction } from '../../../../local/functions-host/durable/orchestrator-action.js';

const name = fc.constantFrom('a', 'b', 'c');

const leaf: fc.Arbitrary<OrchestratorAction> = fc.oneof(
  fc.record({ actionType: fc.constant(actionType.CallActivity), functionName: name, input: fc.nat(9) }),
  fc.record({ actionType: fc.constant(actionType.CallSubOrchestrator), functionName: name }),
  fc.record({
    actionType: fc.constant(actionType.CallActivityWithRetry),
    functionName: name,
    retryOptions: fc.record({
      firstRetryIntervalInMilliseconds: fc.integer({ min: 1, max: 5000 }),
      maxNumberOfAttempts: fc.integer({ min: 1, max: 3 }),
    }),
  }),
  fc.record({
    actionType: fc.constant(actionType.CreateTimer),
    fireAt: fc.constant('2026-01-01T01:00:00.000Z'),
    isCanceled: fc.boolean(),
  }),
  fc.record({ actionType: fc.constant(actionType.WaitForExternalEvent), externalEventName: name }),
  fc.record({
    actionType: fc.constantFrom(actionType.SignalEntity, actionType.CallEntity),
    operation: fc.constant('add'),
    instanceId: fc.constantFrom('@counter@x', '@counter@y'),
  }),
);

const { action } = fc.letrec<{ action: OrchestratorAction }>((tie) => ({
  action: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      actionType: fc.constantFrom(actionType.WhenAny, actionType.WhenAll),
      compoundActions: fc.array(tie('action'), { minLength: 1, maxLength: 4 }),
    }),
  ),
}));

/** What an orchestrator may yield, in any nesting. */
export const actionsArbitrary = fc.array(action, { maxLength: 6 });
