import { Command } from 'commander';
import { z } from 'zod';
import { measureVideo } from '../estimate/measure-video.js';
import { renderEstimate } from '../estimate/render-estimate.js';
import { CliFailure } from '../failures/cli-failure.js';
import { checkLanguages } from '../job/check-languages.js';
import { JobOptions } from '../job/job-options.js';
import { parseAmount } from '../job/parse-amount.js';
import { parseList } from '../job/parse-list.js';
import { parsePairs } from '../job/parse-pairs.js';
import { lookAtFile } from '../upload/look-at-file.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const EstimateOptions = CommonOptions.extend(JobOptions.pick({ to: true, from: true, engine: true }).shape).extend({
  duration: z.number().optional(),
  lipSync: z.boolean().default(true),
});
type EstimateOptions = z.infer<typeof EstimateOptions>;

/** `polydub estimate [video] --to es,fr`: seconds and money of a job before it is submitted; nothing is uploaded. */
export function estimateCommand(context: CommandContext): Command {
  const command = new Command('estimate')
    .description('what a job would take, in seconds and money; uploads nothing')
    .argument('[video]', 'the video; not needed with --duration')
    .option('--to <languages>', 'target languages as BCP-47 tags: es or es,fr,pt-BR', parseList)
    .option('--from <language>', 'language spoken in the video (default: the server’s, en)')
    .option('--engine <capability=id>', 'an engine instead of the best one; repeatable', parsePairs)
    .option('--duration <seconds>', 'how long the video is, where it is not here or ffmpeg is missing', parseAmount)
    .option('--no-lip-sync', 'mouths stay as they are');
  return addCommonOptions(command).action(async (video: string | undefined) => {
    await estimate(context, video, parseOptions(command, EstimateOptions));
  });
}

async function estimate({ io }: CommandContext, video: string | undefined, options: EstimateOptions): Promise<void> {
  const { to, from, engine, duration, lipSync } = options;
  const targets = checkLanguages({ subject: video ?? 'the video', to, from });
  const measured = await measure(io.cwd, video, duration);
  const found = await withSession(io, options, ({ session }) =>
    session.run((api) =>
      api.estimate({
        ...measured,
        targets: [...targets],
        lipSync: lipSync ? 'auto' : 'off',
        ...(from === undefined ? {} : { sourceLanguage: from }),
        ...(engine === undefined ? {} : { engines: engine }),
      }),
    ),
  );
  writeResult(io, { isJson: options.json, json: found, text: renderEstimate(found) });
}

async function measure(cwd: string, video: string | undefined, duration: number | undefined) {
  if (duration !== undefined) return { durationMs: Math.round(duration * 1000) };
  if (video === undefined) throw CliFailure.of('usage', 'Neither a video nor --duration was given.');
  return measureVideo((await lookAtFile(cwd, video)).path);
}
