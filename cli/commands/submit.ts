import { Command } from 'commander';
import type { z } from 'zod';
import { checkLanguages } from '../job/check-languages.js';
import { collectJobFiles } from '../job/collect-job-files.js';
import { addJobOptions, JobOptions } from '../job/job-options.js';
import { submitJob } from '../job/submit-job.js';
import { keepCloudForJobs } from '../local-cloud/keep-cloud-for-jobs.js';
import { resolveStateDirectory } from '../session/resolve-state-directory.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const SubmitOptions = CommonOptions.extend(JobOptions.shape);
type SubmitOptions = z.infer<typeof SubmitOptions>;

/** `polydub submit <video>`: uploads and submits, prints the job's id and returns. */
export function submitCommand(context: CommandContext): Command {
  const command = new Command('submit')
    .description('submit a video and return at once with the job’s id')
    .argument('<video>', 'the video');
  addJobOptions(command);
  return addCommonOptions(command).action(async (video: string) => {
    await submit(context, video, parseOptions(command, SubmitOptions));
  });
}

async function submit({ io }: CommandContext, video: string, options: SubmitOptions): Promise<void> {
  const targets = checkLanguages({ subject: video, to: options.to, from: options.from });
  const files = await collectJobFiles(io, video, options);
  const status = await withSession(io, options, async ({ session, progress }) => {
    const submitted = await submitJob({ session, progress, files, targets, options });
    if (session.kind === 'local') {
      const stateDirectory = resolveStateDirectory(io, options.state);
      const { log } = await keepCloudForJobs({ io, stateDirectory });
      progress.note(`The local cloud goes on in the background until its jobs are over (${log}).`);
    }
    return submitted;
  });
  writeResult(io, { isJson: options.json, json: { job: status }, text: `${status.id}\n` });
}
