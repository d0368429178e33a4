import fc from 'fast-check';
import { expect, it } from 'vitest';
import { executionsToStart } from '../../../local/jobs/executions-to-start.js';

const base = { queueLength: 0, messagesPerExecution: 1, running: 0, maxExecutions: 10, warmExecutions: 0 };

it('starts one execution per message that none is running for', () => {
  expect(executionsToStart({ ...base, queueLength: 3 })).toBe(3);
  expect(executionsToStart({ ...base, queueLength: 3, running: 2 })).toBe(1);
  expect(executionsToStart({ ...base, queueLength: 3, messagesPerExecution: 2 })).toBe(2);
  expect(executionsToStart({ ...base, queueLength: 0, running: 1 })).toBe(0);
});

it('starts none for a message that an execution waits for, and as many as are missing for more', () => {
  const workingAndWaiting = { ...base, running: 1 + 2 };
  expect(executionsToStart({ ...workingAndWaiting, queueLength: 1 + 1 })).toBe(0);
  expect(executionsToStart({ ...workingAndWaiting, queueLength: 1 + 2 })).toBe(0);
  expect(executionsToStart({ ...workingAndWaiting, queueLength: 1 + 5 })).toBe(3);
});

it('adds warm executions to those the messages ask for', () => {
  expect(executionsToStart({ ...base, warmExecutions: 2 })).toBe(2);
  expect(executionsToStart({ ...base, queueLength: 3, running: 4, warmExecutions: 2 })).toBe(1);
});

it('never goes beyond the maximum and never below none', () => {
  const count = fc.nat(50);
  const params = fc.record({
    queueLength: count,
    messagesPerExecution: fc.integer({ min: 1, max: 5 }),
    running: count,
    maxExecutions: count,
    warmExecutions: fc.nat(5),
  });
  fc.assert(
    fc.property(params, (given) => {
      const started = executionsToStart(given);
      expect(started).toBeGreaterThanOrEqual(0);
      expect(started === 0 || given.running + started <= given.maxExecutions).toBe(true);
    }),
  );
});
