import type { InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { acceptDroppedFile } from '../../pipeline/jobs/accept-dropped-file.js';
import { composition } from '../composition.js';
import { createWorkflowStarter } from '../start-workflow.js';

const Dropped = z.object({ container: z.literal('inbox'), blob: z.string().min(1) });

/** Starts the job of a file dropped in the inbox. */
export async function receiveDroppedFile(dropped: unknown, context: InvocationContext): Promise<void> {
  const deps = await composition();
  const jobId = await acceptDroppedFile(Dropped.parse(dropped), { ...deps, workflows: createWorkflowStarter(context) });
  if (jobId !== undefined) context.log(`inbox.accepted job=${jobId}`);
}
