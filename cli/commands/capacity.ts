import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { drawCapacity } from '../../pipeline/capacity/draw-capacity.js';
import { planCapacity } from '../capacity/plan-capacity.js';
import { renderCapacity } from '../capacity/render-capacity.js';
import { CliFailure } from '../failures/cli-failure.js';
import { parseAmount } from '../job/parse-amount.js';
import { parseCount } from '../job/parse-count.js';
import type { CommandContext } from './command-context.js';
import { parseOptions } from './parse-options.js';
import { writeResult } from './write-result.js';

const wholeNumber = z.int('Give a whole number of videos.');

const CapacityOptions = z.object({
  videosPerDay: wholeNumber.optional(),
  atOnce: wholeNumber.optional(),
  minutes: z.number().default(3),
  targets: z.number().default(1),
  peak: z.number().min(1, '--peak takes 1 or more').default(1.5),
  maxReplicas: z.number().default(1000),
  replicas: z.number().optional(),
  poll: z.number().default(15),
  coldStart: z.number().default(20),
  linger: z.number('--linger takes seconds').min(0, '--linger takes 0 or more').default(5),
  computeFactor: z.number().default(1),
  crashes: z.number().default(0.001),
  retries: z.number().default(0.01),
  managed: z.boolean().default(false),
  seed: z.number().default(1),
  plot: z.string().optional(),
  json: z.boolean().default(false),
});
export type CapacityOptions = z.infer<typeof CapacityOptions>;

/** `polydub capacity`: simulates a day of jobs and says what it takes; needs no Polydub and no Azure. */
export function capacityCommand({ io }: CommandContext): Command {
  const command = new Command('capacity')
    .description('simulate a load: replicas, waits, orchestration rate and cost')
    .option('--videos-per-day <count>', 'how many come over the day (default: 1000)', parseAmount)
    .option('--at-once <count>', 'how many come at the same moment instead', parseAmount)
    .option('--minutes <minutes>', 'length of a video (default: 3)', parseAmount)
    .option('--targets <count>', 'languages of a job (default: 1)', parseCount)
    .option('--peak <factor>', 'rate of the busiest hour over the mean (default: 1.5)', parseAmount)
    .option('--max-replicas <count>', 'executions at once (default: 1000)', parseCount)
    .option('--replicas <count>', 'replicas that are always there, instead of executions by event', parseCount)
    .option('--poll <seconds>', 'how often the scaler looks (default: 15)', parseAmount)
    .option('--cold-start <seconds>', 'from its decision to a worker at work (default: 20)', parseAmount)
    .option('--linger <seconds>', 'how long a worker waits for another task; 0 for not at all (default: 5)', Number)
    .option('--compute-factor <factor>', 'compute time over that of the measurements (default: 1)', parseAmount)
    .option('--crashes <share>', 'share of tasks whose worker dies (default: 0.001)', parseAmount)
    .option('--retries <share>', 'share of tasks delivered again (default: 0.01)', parseAmount)
    .option('--managed', 'with Azure AI Speech and Translator instead of the embedded engines')
    .option('--seed <count>', 'another run of chance', parseCount)
    .option('--plot <file.html>', 'writes the plots')
    .option('--json', 'one JSON document on standard output');
  return command.action(async () => {
    const options = parseOptions(command, CapacityOptions);
    const startedMs = io.now();
    const { report, title, assumptions } = planCapacity(options);
    const tookMs = io.now() - startedMs;
    const { plot, json } = options;
    if (plot !== undefined) await write(resolve(io.cwd, plot), drawCapacity({ report, title, assumptions }));
    writeResult(io, {
      isJson: json,
      json: { title, assumptions, ...report, tookMs },
      text: renderCapacity({ report, title, assumptions, tookMs }),
    });
  });
}

async function write(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((cause: unknown) => {
    throw CliFailure.of('output-not-written', `${path} cannot be written.`, { cause, next: 'Choose another --plot.' });
  });
}
