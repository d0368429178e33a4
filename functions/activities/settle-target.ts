import { SettleTargetInput, settleTarget } from '../../pipeline/jobs/settle-target.js';
import { composition } from '../composition.js';

/** Activity: publishes a target's files and receipt. */
export async function settleTargetActivity(input: unknown): Promise<void> {
  await settleTarget(SettleTargetInput.parse(input), await composition());
}
