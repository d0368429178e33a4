import type { TaskResult } from '../contracts/task-result.js';
import type { DocumentStore } from '../ports/document-store.js';
import { updateProgress } from './update-progress.js';

/** Notes how far a task is. Beats may come late or twice: progress never goes back. */
export async function recordTaskProgress(
  documents: DocumentStore,
  { jobId, taskId, fraction }: Extract<TaskResult, { kind: 'progress' }>,
): Promise<void> {
  await updateProgress(documents, jobId, (progress) => ({
    ...progress,
    tasks: { ...progress.tasks, [taskId]: Math.max(fraction, progress.tasks[taskId] ?? 0) },
  }));
}
