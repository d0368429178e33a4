import type { InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { budgetRaisedEvent } from '../names.js';

/** Tells orchestrations that wait for a higher budget to look again. One that has gone on meanwhile takes no harm. */
export async function tellWaiting(instanceIds: readonly string[], context: InvocationContext): Promise<void> {
  const client = df.getClient(context);
  for (const instanceId of instanceIds) await client.raiseEvent(instanceId, budgetRaisedEvent, {});
}
