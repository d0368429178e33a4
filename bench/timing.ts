import { performance } from 'node:perf_hooks';
import { defaultFitLimits } from '../pipeline/timing/fit-limits.js';
import { fitSpeech } from '../pipeline/timing/fit-speech.js';
import { compareFits, type FitComparison } from './timing/compare-fits.js';
import { leastOnsetP95 } from './timing/least-onset-p95.js';
import { talkingSamples } from './timing/talking-samples.js';
import type { TimingCase } from './timing/timing-case.js';
import { filmCase, worstCases } from './timing/worst-cases.js';

/** Prints how the scene optimiser measures beside simpler methods, as the Markdown table of docs/timing.md. */
function main(): void {
  const write = (text: string) => process.stdout.write(`${text}\n`);
  write('| case | method | overlap | natural overlap | in band | rates | onset p95 ms | spill | past end ms |');
  write('|---|---|---|---|---|---|---|---|---|');
  for (const job of [...worstCases(), filmCase(), ...talkingSamples()]) {
    for (const row of compareFits(job)) write(tableRow(job.name, row));
  }
  write('\n| case | onset p95 ms | in band | least p95 with 5 % beyond the band | least p95 with none beyond |');
  write('|---|---|---|---|---|');
  for (const job of worstCases()) write(boundRow(job));
  const film = filmCase();
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    fitSpeech(film);
    return performance.now() - startedAt;
  });
  write(`\n${film.name}: ${film.speech.length} segments fitted in ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
}

/** Ours beside what no plan can beat. */
function boundRow(job: TimingCase): string {
  const { onsetErrorP95Ms, withinNaturalRate } = fitSpeech(job).summary;
  const { naturalRateMax, hardRate } = defaultFitLimits;
  const least = (exceptions: number) => leastOnsetP95(job, { naturalRateMax, hardRate, exceptions });
  const tell = (ms: number | undefined) => (ms === undefined ? 'none' : String(ms));
  const band = `${(withinNaturalRate * 100).toFixed(1)} %`;
  return `| ${[job.name, onsetErrorP95Ms.toFixed(0), band, tell(least(0.05)), tell(least(0))].join(' | ')} |`;
}

function tableRow(name: string, row: FitComparison): string {
  const cells = [
    name,
    row.method,
    row.overlap.toFixed(3),
    row.naturalOverlap.toFixed(3),
    `${(row.withinNaturalRate * 100).toFixed(0)} %`,
    `${row.slowestRate.toFixed(2)}–${row.fastestRate.toFixed(2)}`,
    row.onsetErrorP95Ms.toFixed(0),
    row.spill.toFixed(3),
    row.pastEndMs.toFixed(0),
  ];
  return `| ${cells.join(' | ')} |`;
}

main();
