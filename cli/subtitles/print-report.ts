import type { QcReport } from '../../pipeline/subtitles/qc/qc-report.js';
import type { CommandIo } from './command-io.js';

/** Faults listed one by one before the rest is only counted. */
const listLimit = 40;

const clock = (ms: number): string => new Date(Math.max(0, ms)).toISOString().slice(11, 23);

/** Prints a report for people: the faults by cue, then a line for each rule that was broken, then the sum. */
export function printReport(report: QcReport, io: CommandIo): void {
  let listed = 0;
  for (const cue of report.cues) {
    for (const result of cue.results) {
      if (result.pass || result.isAdvice === true || listed++ >= listLimit) continue;
      const unit = result.unit === 'text' ? '' : ` ${result.unit}`;
      const why = result.impossible === undefined ? '' : ` — cannot be avoided: ${result.impossible}`;
      io.stdout.write(
        `${cue.index}  ${clock(cue.startMs)}  ${result.rule}: ${result.value}${unit}, allowed ${result.limit}${why}\n`,
      );
    }
  }
  if (listed > listLimit) io.stdout.write(`… and ${listed - listLimit} more; --json lists all\n`);
  for (const { rule, checked, failed } of report.rules) {
    if (failed > 0) io.stdout.write(`${rule}: ${failed} of ${checked} cues\n`);
  }
  const verdict = report.failureCount === 0 ? 'no rule is broken' : `${report.failureCount} rules are broken`;
  io.stdout.write(`${report.cueCount} cues, ${report.language}, ${report.profile} (${report.audience}): ${verdict}\n`);
}
