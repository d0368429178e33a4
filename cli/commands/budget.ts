import { Command } from 'commander';
import { parseAmount } from '../job/parse-amount.js';
import { parseJobId } from '../job/parse-job-id.js';
import { describeStatus } from '../output/describe-status.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

/** `polydub budget <id> <usd>`: sets the most a job may cost; one that waits for it goes on. */
export function budgetCommand({ io }: CommandContext): Command {
  const command = new Command('budget')
    .description('set the most a job may cost; one that paused goes on')
    .argument('<id>', 'the job’s id', parseJobId)
    .argument('<usd>', 'the new budget of the whole job, in US dollars', parseAmount);
  return addCommonOptions(command).action(async (jobId: string, amount: number) => {
    const options = parseOptions(command, CommonOptions);
    const job = await withSession(io, options, ({ session }) => session.run((api) => api.setBudget(jobId, amount)));
    writeResult(io, { isJson: options.json, json: { job }, text: describeStatus(job) });
  });
}
