import { InvocationContext } from '@azure/functions';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { receiveTaskResult } from '../../../functions/queues/receive-task-result.js';
import { jobPaths } from '../../../pipeline/jobs/job-paths.js';
import { createMemoryDocumentStore } from '../../pipeline/ports/memory-document-store.js';
import { createOrchestratorHarness, type OrchestratorHarness } from '../orchestrator-harness.js';
import { resultOf } from '../scenarios.js';
import { scriptJob } from '../scripted-job.js';

const ports = vi.hoisted((): { documents?: unknown } => ({}));
vi.mock('../../../functions/composition.js', () => ({ composition: async () => ports }));

const task = { jobId: 'job_1', taskId: 'probe-0', instanceId: 'task_1', attempt: 1 };
/** Has no durable client: whoever raises an event through it fails. */
const context = new InvocationContext({ functionName: 'receive-task-result' });
const beat = (fraction: number) => receiveTaskResult({ ...resultOf(task), kind: 'progress', fraction }, context);

let documents: ReturnType<typeof createMemoryDocumentStore>;
let harness: OrchestratorHarness;
beforeEach(async () => {
  documents = createMemoryDocumentStore();
  ports.documents = documents;
  harness = await createOrchestratorHarness(scriptJob({ scripts: { 'send-task': () => undefined } }));
});
afterEach(() => harness.dispose());

describe('a beat of progress', () => {
  it('neither wakes nor ends the orchestration that waits for the task', async () => {
    await harness.begin(
      'run-task',
      { jobId: 'job_1', planId: 'probe', taskId: 'probe-0', timeLimitMs: 600_000 },
      'task_1',
    );
    await harness.waitForWait();
    const before = (await harness.history('task_1')).events.length;

    for (let done = 1; done <= 20; done += 1) await beat(done / 20);

    expect((await harness.history('task_1')).events).toHaveLength(before);
    await harness.report(resultOf(task));
    expect((await harness.end('task_1')).output).toEqual({ kind: 'done', outputs: {} });
  });

  it('is told by the status, and a late one does not take it back', async () => {
    await beat(0.75);
    await beat(0.5);
    expect(await documents.read(jobPaths.progress('job_1'))).toMatchObject({ tasks: { 'probe-0': 0.75 } });
  });

  it('of another version is refused, so that it is delivered again and then set aside', async () => {
    await expect(receiveTaskResult({ ...resultOf(task), schemaVersion: 2 }, context)).rejects.toThrow();
  });
});

describe('the end of a task', () => {
  it('goes to the orchestration: without a durable client it cannot be taken for delivered', async () => {
    await expect(receiveTaskResult(resultOf(task), context)).rejects.toThrow();
  });
});
