import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultBasis } from '../pipeline/cost/cost-basis.js';
import { taskBudget } from '../pipeline/cost/task-budget.js';
import { groupUnits } from '../pipeline/jobs/group-units.js';
import { dubInCloud } from './dub/dub-in-cloud.js';
import { makeClip } from './dub/make-clip.js';
import { playExecutions } from './tasks/play-executions.js';
import { countProcesses, readStageTimes } from './tasks/read-starts.js';
import { cutStages, reckonShares } from './tasks/reckon-shares.js';

/** Length of the clip that is really dubbed, in seconds; 0 for none. */
const clipSeconds = Number(process.env['POLYDUB_BENCH_SECONDS'] ?? 300);
const print = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** What starting workers and loading models takes of executions: reckoned, played, and of a real job. */
async function main(): Promise<void> {
  printReckoned();
  await printPlayed();
  if (clipSeconds > 0) await printMeasured();
}

function printReckoned(): void {
  print(`Start (${defaultBasis.workerStartS} s, assumed) and load over all time of executions, at the measured rates:`);
  print('| video | stage | units | before: tasks | share | now: tasks | share | taken by one execution |');
  print('|---|---|---:|---:|---:|---:|---:|---:|');
  for (const videoS of [60, 300, 7200]) {
    for (const cut of cutStages) {
      const { units, tasksBefore, shareBefore, tasks, share, shareWarm } = reckonShares(cut, videoS);
      const cells = [units, tasksBefore, percent(shareBefore), tasks, percent(share), percent(shareWarm)];
      print(`| ${videoS} s | ${cut.stage} | ${cells.join(' | ')} |`);
    }
  }
}

/** Thirty runs of ten seconds, with an engine of stated times that nobody measured. */
async function printPlayed(): Promise<void> {
  const engine = { startS: 5, loadS: 5, unitS: 10, scale: 50 };
  const { leastS, mostS } = taskBudget({ stage: 'lip-sync', engine: 'played' }, defaultBasis);
  const limits = { leastMs: leastS * 1000, mostMs: mostS * 1000, mostBytes: 150_000 };
  const units = Array.from({ length: 30 }, () => ({ workMs: engine.unitS * 1000, bytes: 500 }));
  const grouped = groupUnits(units, (unit) => unit, limits).map((task) => task.length);
  const ways = [
    { name: 'a message a unit, a process a message', tasks: units.map(() => 1), lingerMs: 0 },
    { name: 'grouped by work, a process a message', tasks: grouped, lingerMs: 0 },
    { name: 'grouped by work, a process takes more', tasks: grouped, lingerMs: 1_000 },
  ];
  print(
    `\nAn engine of stated times (start ${engine.startS} s, load ${engine.loadS} s, ${engine.unitS} s a unit), 30 units,`,
  );
  print(`through the worker's own code over a real broker, ${engine.scale} times as fast:`);
  print('| way | messages | executions | loads | lasted | start and load |');
  print('|---|---:|---:|---:|---:|---:|');
  for (const { name, ...way } of ways) {
    const { executions, loads, startS, lastedS } = await playExecutions({ ...engine, ...way });
    const cells = [way.tasks.length, executions, loads, `${lastedS.toFixed(0)} s`, percent(startS / lastedS)];
    print(`| ${name} | ${cells.join(' | ')} |`);
  }
}

/** The same clip dubbed twice, each time by a cloud of its own. */
async function printMeasured(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-bench-'));
  try {
    const clip = await makeClip(directory, clipSeconds);
    const ways = [
      { name: 'a process a message', settings: { POLYDUB_LINGER_MS: '0' } },
      { name: 'a process takes more', settings: {} },
    ];
    for (const { name, settings } of ways) {
      const dub = await dubInCloud({ clip, stateDirectory: join(directory, name), settings });
      print(
        `\n${clipSeconds} s of video, ${name}: ${(dub.wallMs / 1000).toFixed(1)} s, ${await countProcesses(dub)} processes, load ${loadavg()[0]?.toFixed(1)}`,
      );
      print('| stage | tasks | started in | worked | start |');
      print('|---|---:|---:|---:|---:|');
      const stages = readStageTimes(dub.trace);
      const sum = (of: 'tasks' | 'startMs' | 'workMs') => stages.reduce((total, each) => total + each[of], 0);
      const all = { stage: 'all', tasks: sum('tasks'), startMs: sum('startMs'), workMs: sum('workMs') };
      for (const { stage, tasks, startMs, workMs } of [...stages, all]) {
        const seconds = [startMs, workMs].map((ms) => `${(ms / 1000).toFixed(2)} s`);
        print(`| ${stage} | ${[tasks, ...seconds, percent(startMs / (startMs + workMs))].join(' | ')} |`);
      }
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

await main();
process.exit(0); // the app keeps its Service Bus connection for as long as the process lives
