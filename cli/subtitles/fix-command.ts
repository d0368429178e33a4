import { extname } from 'node:path';
import { fixSubtitles } from '../../pipeline/subtitles/fix/fix-subtitles.js';
import { formatOfExtension } from '../../pipeline/subtitles/formats/detect-format.js';
import { writeSubtitles } from '../../pipeline/subtitles/write-subtitles.js';
import { type CommandIo, exitCodes } from './command-io.js';
import { measuresOf, parseOptions } from './command-options.js';
import { loadSubtitles } from './load-subtitles.js';
import { printReport } from './print-report.js';
import { tellStep } from './tell-step.js';
import { writeOutput } from './write-output.js';

const defaultOutput = (file: string): string => {
  const extension = extname(file);
  return `${file.slice(0, file.length - extension.length)}.fixed${extension}`;
};

/** `subtitles fix <file> [output]`: 0 when nothing is left to mend, 1 when rules stay broken. */
export async function fixCommand(
  { file, output = defaultOutput(file) }: { readonly file: string; readonly output: string | undefined },
  options: unknown,
  io: CommandIo,
): Promise<number> {
  const parsed = parseOptions(options);
  tellStep(io, parsed, `reading ${file}`);
  const { document, language } = await loadSubtitles(file, parsed);
  tellStep(io, parsed, `repairing ${document.cues.length} cues`);
  const measures = await measuresOf(parsed, language);
  const fixed = fixSubtitles({ cues: document.cues, language, ...measures });
  const format = formatOfExtension(extname(output).slice(1)) ?? document.format;
  tellStep(io, parsed, `writing ${output}`);
  await writeOutput(
    output,
    writeSubtitles(fixed.cues, format, { language, frameRate: measures.frameRate, source: document }),
  );
  const { before, report, isChanged } = fixed;
  if (parsed.json === true) {
    const summary = {
      file,
      output,
      isChanged,
      failuresBefore: before.failureCount,
      failuresAfter: report.failureCount,
    };
    io.stdout.write(`${JSON.stringify({ ok: report.failureCount === 0, ...summary, report })}\n`);
  } else {
    io.stdout.write(`${output}: ${before.failureCount} broken rules before, ${report.failureCount} now\n`);
    printReport(report, io);
  }
  return report.failureCount === 0 ? exitCodes.clean : exitCodes.rulesBroken;
}
