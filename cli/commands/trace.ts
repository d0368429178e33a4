import { Command } from 'commander';
import { z } from 'zod';
import { parseJobId } from '../job/parse-job-id.js';
import { createPainter } from '../text/create-painter.js';
import { renderWaterfall } from '../trace/render-waterfall.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const TraceOptions = CommonOptions.extend({ all: z.boolean().default(false) });

/** Width of a line where standard output is no terminal, in character cells. */
const plainColumns = 120;

/** `polydub trace <id>`: everything a job did, as a waterfall; `--json` gives the spans themselves. */
export function traceCommand({ io }: CommandContext): Command {
  const command = new Command('trace')
    .description('everything a job did and waited for, as a waterfall')
    .argument('<id>', 'the job’s id', parseJobId)
    .option('--all', 'every span, transfers and each of many equal units included');
  return addCommonOptions(command).action(async (jobId: string) => {
    const options = parseOptions(command, TraceOptions);
    const trace = await withSession(io, options, ({ session }) => session.run((api) => api.readTrace(jobId)));
    const { isTTY = false, columns } = io.stdout;
    const text = renderWaterfall({
      trace,
      painter: createPainter(io, isTTY),
      columns: isTTY ? (columns?.() ?? plainColumns) : plainColumns,
      isWhole: options.all,
      nowMs: io.now(),
    });
    writeResult(io, { isJson: options.json, json: trace, text });
  });
}
