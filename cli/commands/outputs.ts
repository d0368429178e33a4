import { Command } from 'commander';
import { z } from 'zod';
import { parseJobId } from '../job/parse-job-id.js';
import { downloadOutputs } from '../output/download-outputs.js';
import { formatBytes } from '../text/format-bytes.js';
import { renderTable } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const OutputsOptions = CommonOptions.extend({ download: z.string().optional() });
type OutputsOptions = z.infer<typeof OutputsOptions>;

const columns = [{ title: 'language' }, { title: 'file' }, { title: 'kind' }, { title: 'size', align: 'end' as const }];

/** `polydub outputs <id>`: what a job made, with signed addresses under `--json`; `--download` brings the files here. */
export function outputsCommand(context: CommandContext): Command {
  const command = new Command('outputs')
    .description('what a job made; with --download, the files themselves')
    .argument('<id>', 'the job’s id', parseJobId)
    .option('--download <folder>', 'fetch the files to <folder>/<video>/<language>/');
  return addCommonOptions(command).action(async (jobId: string) => {
    const options = parseOptions(command, OutputsOptions);
    const { download } = options;
    if (download === undefined) await show(context, jobId, options);
    else await fetchAll(context, jobId, { ...options, download });
  });
}

async function show({ io }: CommandContext, jobId: string, options: OutputsOptions): Promise<void> {
  const found = await withSession(io, options, ({ session }) => session.run((api) => api.listOutputs(jobId)));
  const rows = found.outputs.map(({ language, name, kind, sizeBytes }) => {
    return [safeText(language), safeText(name), kind, formatBytes(sizeBytes)];
  });
  const text = rows.length === 0 ? `${jobId} has made nothing yet.\n` : `${renderTable(columns, rows).join('\n')}\n`;
  writeResult(io, { isJson: options.json, json: found, text });
}

async function fetchAll(
  { io }: CommandContext,
  jobId: string,
  options: OutputsOptions & { readonly download: string },
): Promise<void> {
  const outputs = await withSession(io, options, async ({ session, progress }) => {
    const { name: videoName } = await session.run((api) => api.readJob(jobId));
    return downloadOutputs({ session, progress, jobId, videoName, directory: options.download });
  });
  const text = outputs.map(({ path }) => `${path}\n`).join('');
  writeResult(io, { isJson: options.json, json: { jobId, outputs }, text });
}
