import { JobProgress } from '../../pipeline/contracts/job-progress.js';
import { StagePlan } from '../../pipeline/contracts/stage-plan.js';
import type { DocumentStore } from '../../pipeline/ports/document-store.js';

/** A change of a job's progress that was written. */
export interface ProgressChange {
  readonly before: JobProgress | undefined;
  readonly after: JobProgress;
}

export interface DocumentWatch {
  /** A plan was read or is about to be written. */
  readonly onPlan: (plan: StagePlan) => void;
  readonly onProgress: (change: ProgressChange) => void;
}

/**
 * The same documents, telling what passes through them. What a job does it writes down, so its trace is told by what
 * it writes: no stage, no orchestrator and no rule of a job knows that it is traced, and nothing more is read.
 */
export function watchDocuments(documents: DocumentStore, { onPlan, onProgress }: DocumentWatch): DocumentStore {
  const lookAt = (path: string, value: unknown) => {
    if (!path.includes('/plans/')) return;
    const plan = StagePlan.safeParse(value);
    if (plan.success) onPlan(plan.data);
  };
  return {
    ...documents,
    read: async (path) => {
      const value = await documents.read(path);
      lookAt(path, value);
      return value;
    },
    write: (path, value) => {
      lookAt(path, value);
      return documents.write(path, value);
    },
    update: async (path, change) => {
      let written: { readonly before: unknown; readonly after: unknown } | undefined;
      await documents.update(path, (before) => {
        const after = change(before);
        written = { before, after };
        return after;
      });
      if (!path.endsWith('/progress.json')) return;
      const after = JobProgress.safeParse(written?.after);
      if (after.success) onProgress({ before: JobProgress.safeParse(written?.before).data, after: after.data });
    },
  };
}
