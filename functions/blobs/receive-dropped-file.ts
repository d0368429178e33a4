import type { InvocationContext } from '@azure/functions';
import { z } from 'zod';
import { acceptDroppedFile } from '../../pipeline/jobs/accept-dropped-file.js';
import { createWorkflowStarter } from '../start-workflow.js';
import { traceAccept } from '../trace-accept.js';

const Dropped = z.object({ container: z.literal('inbox'), blob: z.string().min(1) });

/** Starts the job of a file dropped in the inbox. */
export async function receiveDroppedFile(dropped: unknown, context: InvocationContext): Promise<void> {
  const jobId = await traceAccept({ name: 'receive dropped file', kind: 'consumer', context }, (deps) => {
    const { trace } = deps;
    const file = { ...Dropped.parse(dropped), ...(trace && { trace }) };
    return acceptDroppedFile(file, { ...deps, workflows: createWorkflowStarter(context) });
  });
  if (jobId !== undefined) context.log(`inbox.accepted job=${jobId}`);
}
