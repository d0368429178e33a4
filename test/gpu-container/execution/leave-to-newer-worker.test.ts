import { expect, it } from 'vitest';
import { leaveToNewerWorker } from '../../../gpu-container/src/execution/leave-to-newer-worker.js';
import { taskOf, unitOf } from './task-fixture.js';

const survey = taskOf([{ ...unitOf('a'), stage: 'survey', params: { workerVersion: 'v2' } }], 0);

it('gives back a survey of another version that came to a process at work since before the upgrade', () => {
  expect(() => leaveToNewerWorker(survey, { isFirst: false }, 'v1')).toThrow(
    expect.objectContaining({ code: 'unavailable', retryable: true }),
  );
});

it('answers where it was started for it, where the version is its own, and whatever is no survey', () => {
  expect(() => leaveToNewerWorker(survey, { isFirst: true }, 'v1')).not.toThrow();
  expect(() => leaveToNewerWorker(survey, { isFirst: false }, 'v2')).not.toThrow();
  expect(() => leaveToNewerWorker(taskOf([unitOf('b')], 0), { isFirst: false }, 'v1')).not.toThrow();
});
