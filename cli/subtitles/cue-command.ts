import { extname } from 'node:path';
import { z } from 'zod';
import { Transcript } from '../../pipeline/contracts/transcript.js';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { findLanguage } from '../../pipeline/languages/find-language.js';
import { cueTranscript } from '../../pipeline/subtitles/cueing/cue-transcript.js';
import { formatOfExtension } from '../../pipeline/subtitles/formats/detect-format.js';
import { cueSegmentsOfTranscript } from '../../pipeline/subtitles/segments/cue-segments-of-transcript.js';
import { writeSubtitles } from '../../pipeline/subtitles/write-subtitles.js';
import { type CommandIo, exitCodes } from './command-io.js';
import { measuresOf, parseOptions, readInput } from './command-options.js';
import { printReport } from './print-report.js';
import { tellStep } from './tell-step.js';
import { writeOutput } from './write-output.js';

const readTranscript = async (path: string): Promise<Transcript> => {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(await readInput(path)));
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    throw new PipelineError('transcript-invalid', `${path} is not JSON.`, { cause: error });
  }
  const parsed = Transcript.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PipelineError(
    'transcript-invalid',
    `${path}: ${z.prettifyError(parsed.error).split('\n')[0] ?? 'not a transcript'}`,
  );
};

/** `subtitles cue <transcript.json> <output>`: subtitles from segments with words and times. */
export async function cueCommand(
  { file, output }: { readonly file: string; readonly output: string },
  options: unknown,
  io: CommandIo,
): Promise<number> {
  const parsed = parseOptions(options);
  const format = formatOfExtension(extname(output).slice(1));
  if (format === undefined) throw new PipelineError('request-invalid', `${output}: no format has this extension.`);
  tellStep(io, parsed, `reading ${file}`);
  const transcript = await readTranscript(file);
  const language = parsed.language ?? transcript.language;
  if (findLanguage(language) === undefined) {
    throw new PipelineError('language-unknown', `"${language}" is not a language of the catalogue.`);
  }
  const measures = await measuresOf(parsed, language);
  tellStep(io, parsed, `cueing ${transcript.segments.length} segments`);
  const { cues, report } = cueTranscript({ segments: cueSegmentsOfTranscript(transcript), language, ...measures });
  tellStep(io, parsed, `writing ${output}`);
  await writeOutput(output, writeSubtitles(cues, format, { language, frameRate: measures.frameRate }));
  if (parsed.json === true)
    io.stdout.write(`${JSON.stringify({ ok: report.failureCount === 0, file, output, report })}\n`);
  else printReport(report, io);
  return report.failureCount === 0 ? exitCodes.clean : exitCodes.rulesBroken;
}
