import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import type { CliIo } from '../cli-io.js';
import { CliFailure } from '../failures/cli-failure.js';
import { renderFailure } from '../failures/render-failure.js';
import { cancelAndWait } from '../job/cancel-and-wait.js';
import { checkLanguages } from '../job/check-languages.js';
import { collectJobFiles, type JobFiles } from '../job/collect-job-files.js';
import { addJobOptions, JobOptions } from '../job/job-options.js';
import { outcomeFailure } from '../job/outcome-failure.js';
import { submitJob } from '../job/submit-job.js';
import { waitForJob } from '../job/wait-for-job.js';
import { downloadOutputs } from '../output/download-outputs.js';
import { renderDubResult } from '../output/render-dub-result.js';
import type { SavedOutput } from '../output/saved-output.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { type SessionTools, withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const DubOptions = CommonOptions.extend(JobOptions.shape).extend({
  out: z.string().default('out'),
  cancelOnInterrupt: z.boolean().default(false),
});
type DubOptions = z.infer<typeof DubOptions>;

/** `polydub dub [video]`: submits, shows progress, brings the results. Without a video: the demo clip. */
export function dubCommand(context: CommandContext): Command {
  const command = new Command('dub')
    .description('dub a video: upload it, wait with live progress, fetch what was made')
    .argument('[video]', 'the video; without one, the demo clip');
  addJobOptions(command)
    .option('--out <folder>', 'results land in <folder>/<video>/<language>/', 'out')
    .option('--cancel-on-interrupt', 'Ctrl-C cancels the job instead of only stopping to wait');
  return addCommonOptions(command).action(async (video: string | undefined) => {
    await dub(context, video, parseOptions(command, DubOptions));
  });
}

interface DubResult {
  readonly status: JobStatus;
  readonly outputs: readonly SavedOutput[];
}

async function dub(context: CommandContext, video: string | undefined, options: DubOptions): Promise<void> {
  const { io } = context;
  const startedMs = io.now();
  const { path, targets } = chooseVideo(io, video, options);
  const files = await collectJobFiles(io, path, options);
  const result = await withSession(io, options, (tools) => run(tools, { files, targets, options }));
  report(context, options, { ...result, tookMs: io.now() - startedMs });
}

/** Which video, to which languages: a given one needs a language, the demo clip has one. */
function chooseVideo(io: CliIo, video: string | undefined, { to, from }: DubOptions): ChosenVideo {
  if (video !== undefined) return { path: video, targets: checkLanguages({ subject: video, to, from }) };
  const path = io.env['POLYDUB_DEMO'] ?? join(io.packageRoot, '.polydub', 'demo', 'demo.mp4');
  if (!existsSync(path)) throw CliFailure.of('demo-missing', 'No video was named, and the demo clip is not there.');
  return { path, targets: checkLanguages({ subject: 'the demo clip', to: to ?? ['es'], from }) };
}

interface ChosenVideo {
  readonly path: string;
  readonly targets: readonly string[];
}

interface RunParams {
  readonly files: JobFiles;
  readonly targets: readonly string[];
  readonly options: DubOptions;
}

async function run({ session, progress }: SessionTools, { files, targets, options }: RunParams): Promise<DubResult> {
  const submitted = await submitJob({ session, progress, files, targets, options });
  const jobId = submitted.id;
  progress.phase({ kind: 'job', status: submitted });
  const status = await waitForJob({ session, progress, jobId }).catch((error: unknown) => {
    const isInterrupted = error instanceof CliFailure && error.code === 'interrupted';
    if (!isInterrupted || !options.cancelOnInterrupt) throw error;
    return cancelAndWait({ session: session.withoutInterrupt(), jobId });
  });
  const failure = outcomeFailure(status);
  if (failure !== undefined && failure.exit !== 'partial') throw failure;
  const directory = options.out;
  const outputs = await downloadOutputs({ session, progress, jobId, videoName: files.video.name, directory });
  // the closing account tells the same stages; a document for a program does not
  if (options.json) progress.phase({ kind: 'job', status });
  else progress.clear();
  return { status, outputs };
}

function report(
  { io, endWith }: CommandContext,
  { json, quiet }: DubOptions,
  result: DubResult & { readonly tookMs: number },
): void {
  const { status, outputs, tookMs } = result;
  const failure = outcomeFailure(status);
  const error =
    failure === undefined ? {} : { error: { code: failure.code, message: failure.message, next: failure.next } };
  const paths = outputs.map(({ path }) => `${path}\n`).join('');
  writeResult(io, {
    isJson: json,
    json: { ...error, job: status, outputs, tookMs },
    text: quiet ? paths : `\n${renderDubResult({ status, outputs, cwd: io.cwd, tookMs })}`,
  });
  if (failure === undefined) return;
  if (!json) io.stderr.write(renderFailure(failure));
  endWith(failure.exit);
}
