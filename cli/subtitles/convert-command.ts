import { extname } from 'node:path';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import { formatOfExtension } from '../../pipeline/subtitles/formats/detect-format.js';
import { writeSubtitles } from '../../pipeline/subtitles/write-subtitles.js';
import { type CommandIo, exitCodes } from './command-io.js';
import { parseFrameRate, parseOptions } from './command-options.js';
import { loadSubtitles } from './load-subtitles.js';
import { tellStep } from './tell-step.js';
import { writeOutput } from './write-output.js';

/** `subtitles convert <file> <output>`: the format is that of the output's extension unless `--to` says so. */
export async function convertCommand(
  { file, output }: { readonly file: string; readonly output: string },
  options: unknown,
  io: CommandIo,
): Promise<number> {
  const parsed = parseOptions(options);
  const format = parsed.to ?? formatOfExtension(extname(output).slice(1));
  if (format === undefined)
    throw new PipelineError('request-invalid', `${output}: no format has this extension; use --to.`);
  tellStep(io, parsed, `reading ${file}`);
  const { document, language } = await loadSubtitles(file, parsed);
  const frameRate = parseFrameRate(parsed.frameRate);
  tellStep(io, parsed, `writing ${output}`);
  await writeOutput(
    output,
    writeSubtitles(document.cues, format, { language, frameRate, title: parsed.title, source: document }),
  );
  const { encoding, warnings, cues } = document;
  const summary = { file, output, from: document.format, to: format, encoding, language, cues: cues.length, warnings };
  if (parsed.json === true) io.stdout.write(`${JSON.stringify({ ok: true, ...summary })}\n`);
  else {
    for (const warning of warnings) io.stderr.write(`line ${warning.line}: ${warning.message}\n`);
    io.stdout.write(`${output}: ${cues.length} cues, ${document.format} (${encoding}) to ${format}\n`);
  }
  return exitCodes.clean;
}
