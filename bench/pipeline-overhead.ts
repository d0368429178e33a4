import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JobStatus } from '../pipeline/contracts/job-status.js';
import { stageCatalogue } from '../pipeline/stages/stage-catalogue.js';
import { dubInCloud } from './dub/dub-in-cloud.js';
import { makeClip } from './dub/make-clip.js';
import { readUnitSpans } from './dub/read-unit-spans.js';

const run = promisify(execFile);
const clipSeconds = Number(process.env['POLYDUB_BENCH_SECONDS'] ?? 60);

/**
 * Dubs a clip of a minute (POLYDUB_BENCH_SECONDS for another length) through the whole local cloud, and the same clip
 * with the bare programs from a shell script, in the same run. Overhead = wall time during which no engine, ffmpeg,
 * fitting or mixing code was at work.
 */
async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-bench-'));
  try {
    const clip = await makeClip(directory, clipSeconds);
    const bareMs = await bareDub(clip, directory);
    const { status, wallMs, logDirectory } = await dubInCloud({ clip, stateDirectory: join(directory, 'state') });
    const busyMs = unionOf([...(await readUnitSpans(logDirectory)), ...inlineSpans(status)]);
    const computeMs = status.stages.reduce((sum, stage) => sum + stage.computeMs, 0);
    const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(58)} ${value}\n`);
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    print(`clip`, `${clipSeconds} s, English to Spanish`);
    print('bare programs from a shell script, wall', seconds(bareMs));
    print('pipeline, wall (cloud is up, cold memos)', seconds(wallMs));
    print('pipeline, inside engines, ffmpeg and mixing (sum)', seconds(computeMs));
    print('pipeline, wall with at least one stage at work', seconds(busyMs));
    print('overhead: (wall − at work) / wall', `${(((wallMs - busyMs) / wallMs) * 100).toFixed(1)} %`);
    print('pipeline wall / bare wall', (wallMs / bareMs).toFixed(2));
    print('worker processes started', String((await readdir(logDirectory)).length));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function bareDub(clip: string, directory: string): Promise<number> {
  const work = join(directory, 'bare');
  await mkdir(work);
  const started = performance.now();
  await run('sh', [join(process.cwd(), 'bench/dub/bare-dub.sh'), clip, work], { maxBuffer: 1 << 26 });
  return performance.now() - started;
}

interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** Stages of the app do not log their units: their work ends where the stage does. */
function inlineSpans({ stages }: JobStatus): readonly TimeSpan[] {
  return stages.flatMap(({ stage, endedAt, computeMs }) => {
    if (stageCatalogue[stage].placement !== 'inline' || endedAt === undefined) return [];
    const endMs = Date.parse(endedAt);
    return [{ startMs: endMs - computeMs, endMs }];
  });
}

/** Length of the union of all spans in which a unit was worked on, in ms. */
function unionOf(spans: readonly TimeSpan[]): number {
  let total = 0;
  let until = 0;
  for (const { startMs, endMs } of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    total += Math.max(0, endMs - Math.max(startMs, until));
    until = Math.max(until, endMs);
  }
  return total;
}

await main();
process.exit(0); // the app keeps its Service Bus connection for as long as the process lives
