import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startLocalCloud } from '../local/cloud/start-local-cloud.js';
import { JobStatus } from '../pipeline/contracts/job-status.js';
import { UploadGrant } from '../pipeline/contracts/upload.js';
import { readUnitSpans } from './dub/read-unit-spans.js';

const run = promisify(execFile);
const clipSeconds = 60;
const pollMs = 250;

/**
 * Dubs a one-minute clip through the whole local cloud, and the same clip with the bare programs from a shell script,
 * in the same run. Overhead = wall time during which no engine, ffmpeg or mixing code was at work.
 */
async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'polydub-bench-'));
  try {
    const clip = await makeClip(directory);
    const bareMs = await bareDub(clip, directory);
    const { wallMs, busyMs, computeMs } = await pipelineDub(clip, directory);
    const print = (name: string, value: string) => process.stdout.write(`${name.padEnd(58)} ${value}\n`);
    const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
    print(`clip`, `${clipSeconds} s, English to Spanish`);
    print('bare programs from a shell script, wall', seconds(bareMs));
    print('pipeline, wall (cloud is up, cold memos)', seconds(wallMs));
    print('pipeline, inside engines, ffmpeg and mixing (sum)', seconds(computeMs));
    print('pipeline, wall with at least one stage at work', seconds(busyMs));
    print('overhead: (wall − at work) / wall', `${(((wallMs - busyMs) / wallMs) * 100).toFixed(1)} %`);
    print('pipeline wall / bare wall', (wallMs / bareMs).toFixed(2));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function makeClip(directory: string): Promise<string> {
  const demo = process.env['POLYDUB_DEMO'] ?? join(process.cwd(), '.polydub/demo/demo.mp4');
  const clip = join(directory, 'clip.mp4');
  const args = ['-stream_loop', '9', '-i', demo, '-t', String(clipSeconds), '-c', 'copy', clip];
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);
  return clip;
}

async function bareDub(clip: string, directory: string): Promise<number> {
  const work = join(directory, 'bare');
  await mkdir(work);
  const started = performance.now();
  await run('sh', [join(process.cwd(), 'bench/dub/bare-dub.sh'), clip, work], { maxBuffer: 1 << 26 });
  return performance.now() - started;
}

async function pipelineDub(clip: string, directory: string) {
  const cloud = await startLocalCloud({
    stateDirectory: join(directory, 'state'),
    appRoot: process.cwd(),
    log: () => undefined,
  });
  try {
    const started = performance.now();
    const status = await dub(cloud.url, clip);
    const wallMs = performance.now() - started;
    return { wallMs, busyMs: await busyMs(cloud.logDirectory), computeMs: computeMs(status) };
  } finally {
    await cloud.dispose();
  }
}

async function dub(url: string, clip: string): Promise<JobStatus> {
  const call = async (path: string, init?: RequestInit): Promise<unknown> =>
    (await fetch(`${url}/api/${path}`, init)).json();
  const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) });
  const bytes = await readFile(clip);
  const grant = UploadGrant.parse(await post('uploads', { name: 'clip.mp4', sizeBytes: bytes.byteLength }));
  if (grant.uploadUrl === undefined) throw new Error('The clip is stored already; the run would measure nothing.');
  await fetch(grant.uploadUrl, { method: 'PUT', body: bytes, headers: { 'x-ms-blob-type': 'BlockBlob' } });
  let status = JobStatus.parse(await post('jobs', { source: grant.source, targets: ['es'] }));
  while (status.endedAt === undefined) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    status = JobStatus.parse(await call(`jobs/${status.id}`));
  }
  if (status.state !== 'completed') throw new Error(`The job ended as ${status.state}: ${JSON.stringify(status)}`);
  return status;
}

function computeMs(status: JobStatus): number {
  return status.stages.reduce((sum, stage) => sum + stage.computeMs, 0);
}

/** Length of the union of all spans in which a unit was worked on, from the workers' logs. */
async function busyMs(logDirectory: string): Promise<number> {
  const spans = (await readUnitSpans(logDirectory)).sort((a, b) => a.startMs - b.startMs);
  let total = 0;
  let until = 0;
  for (const { startMs, endMs } of spans) {
    total += Math.max(0, endMs - Math.max(startMs, until));
    until = Math.max(until, endMs);
  }
  return total;
}

await main();
process.exit(0); // the app keeps its Service Bus connection for as long as the process lives
