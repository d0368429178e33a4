import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import type { WorkflowStarter } from '../pipeline/ports/workflow-starter.js';
import { orchestratorNames } from './names.js';

/** Starts jobs through Durable Functions; the job id is the instance id, so a second start finds the first. */
export function createWorkflowStarter(context: InvocationContext): WorkflowStarter {
  const client = df.getClient(context);
  const isKnown = async (jobId: string) => {
    try {
      await client.getStatus(jobId);
      return true;
    } catch {
      return false; // the SDK throws for an instance that does not exist
    }
  };
  return {
    ensureStarted: async (jobId) => {
      if (await isKnown(jobId)) return;
      try {
        await client.startNew(orchestratorNames.localize, { instanceId: jobId, input: { jobId } });
      } catch (error) {
        if (!(await isKnown(jobId))) throw error; // somebody else started it in between
      }
    },
  };
}
