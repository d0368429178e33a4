import { Command } from 'commander';
import { z } from 'zod';
import { renderFailure } from '../failures/render-failure.js';
import { outcomeFailure } from '../job/outcome-failure.js';
import { parseJobId } from '../job/parse-job-id.js';
import { waitForJob } from '../job/wait-for-job.js';
import { describeStatus } from '../output/describe-status.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const StatusOptions = CommonOptions.extend({ watch: z.boolean().default(false) });

/** `polydub status <id>`: how far a job is; with `--watch`, waits for its end and ends as `dub` would. */
export function statusCommand({ io, endWith }: CommandContext): Command {
  const command = new Command('status')
    .description('how far a job is')
    .argument('<id>', 'the job’s id', parseJobId)
    .option('--watch', 'wait until the job is over, with live progress; the exit code says how it ended');
  return addCommonOptions(command).action(async (jobId: string) => {
    const options = parseOptions(command, StatusOptions);
    const status = await withSession(io, options, ({ session, progress }) => {
      return options.watch ? waitForJob({ session, progress, jobId }) : session.run((api) => api.readJob(jobId));
    });
    const failure = options.watch ? outcomeFailure(status) : undefined;
    if (failure !== undefined && failure.exit !== 'partial') throw failure;
    const error =
      failure === undefined ? {} : { error: { code: failure.code, message: failure.message, next: failure.next } };
    writeResult(io, { isJson: options.json, json: { ...error, job: status }, text: describeStatus(status) });
    if (failure === undefined) return;
    if (!options.json) io.stderr.write(renderFailure(failure));
    endWith(failure.exit);
  });
}
