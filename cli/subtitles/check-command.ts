import { checkSubtitles } from '../../pipeline/subtitles/qc/check-subtitles.js';
import { type CommandIo, exitCodes } from './command-io.js';
import { measuresOf, parseOptions } from './command-options.js';
import { loadSubtitles } from './load-subtitles.js';
import { printReport } from './print-report.js';
import { tellStep } from './tell-step.js';

/** `subtitles check <file>`: 0 when no rule is broken, else 1. */
export async function checkCommand(file: string, options: unknown, io: CommandIo): Promise<number> {
  const parsed = parseOptions(options);
  tellStep(io, parsed, `reading ${file}`);
  const { document, language } = await loadSubtitles(file, parsed);
  tellStep(io, parsed, `checking ${document.cues.length} cues`);
  const report = checkSubtitles({ cues: document.cues, language, ...(await measuresOf(parsed, language)) });
  if (parsed.json === true) {
    const { format, encoding, warnings } = document;
    io.stdout.write(`${JSON.stringify({ ok: report.failureCount === 0, file, format, encoding, warnings, report })}\n`);
  } else {
    for (const warning of document.warnings) io.stderr.write(`line ${warning.line}: ${warning.message}\n`);
    printReport(report, io);
  }
  return report.failureCount === 0 ? exitCodes.clean : exitCodes.rulesBroken;
}
