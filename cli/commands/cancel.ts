import { Command } from 'commander';
import { cancelAndWait } from '../job/cancel-and-wait.js';
import { parseJobId } from '../job/parse-job-id.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

/** `polydub cancel <id>`: cancels a job and waits until it stopped. Cancelling what is over changes nothing. */
export function cancelCommand({ io }: CommandContext): Command {
  const command = new Command('cancel').description('cancel a job').argument('<id>', 'the job’s id', parseJobId);
  return addCommonOptions(command).action(async (jobId: string) => {
    const options = parseOptions(command, CommonOptions);
    const status = await withSession(io, options, ({ session }) => cancelAndWait({ session, jobId }));
    const isStopping = status.state === 'running' || status.state === 'queued';
    const text = isStopping ? `${jobId} is stopping.\n` : `${jobId} is ${status.state}.\n`;
    writeResult(io, { isJson: options.json, json: { job: status }, text });
  });
}
