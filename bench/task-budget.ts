import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** The same clip dubbed twice, each time by a cloud in a process of its own: the app keeps its connections for life. */
async function printMeasured(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-bench-'));
  try {
    const clip = await makeClip(directory, clipSeconds);
    for (const way of Object.keys(cloudWays)) {
      const self = fileURLToPath(import.meta.url);
      const done = spawnSync(process.execPath, [self, clip, join(directory, way), way], { stdio: 'inherit' });
      if (done.status !== 0) process.exitCode = 1;
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const cloudWays: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'a process a message': { POLYDUB_LINGER_MS: '0' },
  'a process takes more': {},
};

async function printDub(clip: string, stateDirectory: string, way: string): Promise<void> {
  const dub = await dubInCloud({ clip, stateDirectory, settings: cloudWays[way] ?? {} });
  const about = `${(dub.wallMs / 1000).toFixed(1)} s, ${await countProcesses(dub)} processes`;
  print(`\nA real clip, ${way}: ${about}, load ${loadavg()[0]?.toFixed(1)}`);
  print('| stage | tasks | starts | worked | starts |');
  print('|---|---:|---:|---:|---:|');
  const stages = readStageTimes(dub.trace);
  const sum = (of: 'tasks' | 'startMs' | 'workMs') => stages.reduce((total, each) => total + each[of], 0);
  const all = { stage: 'all', tasks: sum('tasks'), startMs: sum('startMs'), workMs: sum('workMs') };
  for (const { stage, tasks, startMs, workMs } of [...stages, all]) {
    const seconds = [startMs, workMs].map((ms) => `${(ms / 1000).toFixed(2)} s`);
    print(`| ${stage} | ${[tasks, ...seconds, percent(startMs / (startMs + workMs))].join(' | ')} |`);
  }
}

const [clip, stateDirectory, way] = process.argv.slice(2);
await (clip && stateDirectory && way ? printDub(clip, stateDirectory, way) : main());
process.exit(); // the app keeps its Service Bus connection for as long as the process lives
