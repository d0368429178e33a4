import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../e2e/api.js';
import { type CloudProcess, startCloudProcess } from '../e2e/cloud-process.js';
import { demoClip } from '../e2e/demo-clip.js';
import { readUnitEvents } from './read-unit-events.js';
import { workerProcesses } from './worker-processes.js';

const wantedKills = 10;
/** Between two kills, in ms: from "just after the start" to "in the middle of a stage". */
const shortestPauseMs = 100;
const longestPauseMs = 2_000;

let directory: string;
const clouds: CloudProcess[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-chaos-'));
});
afterAll(async () => {
  for (const cloud of clouds) await cloud.stop();
  await rm(directory, { recursive: true, force: true });
});

const start = async (name: string) => {
  const cloud = await startCloudProcess(join(directory, name));
  clouds.push(cloud);
  return cloud;
};
const request = { targets: ['es'] };

async function digestsOf(api: ReturnType<typeof createApi>, id: string) {
  const outputs = await api.outputs(id);
  return Object.fromEntries(outputs.filter((each) => each.kind !== 'receipt').map((each) => [each.name, each.sha256]));
}

async function undisturbed() {
  const cloud = await start('calm');
  const api = createApi(() => cloud.url);
  const { id } = await api.submit({ source: await api.upload(demoClip()), ...request });
  expect((await api.ended(id)).state).toBe('completed');
  const made = await digestsOf(api, id);
  await cloud.stop();
  return made;
}

describe('kill -9', () => {
  it('of workers and of everything, ten times in one job: it finishes with the same bytes and repeats no unit', async () => {
    const expected = await undisturbed();
    let cloud = await start('storm');
    const api = createApi(() => cloud.url);
    const { id } = await api.submit({ source: await api.upload(demoClip()), ...request });
    const kills = { worker: 0, everything: 0 };

    while (kills.worker + kills.everything < wantedKills) {
      await delay(shortestPauseMs + Math.random() * (longestPauseMs - shortestPauseMs));
      if ((await api.status(id)).endedAt !== undefined) break;
      const [worker] = workerProcesses(cloud.pid);
      if (worker !== undefined && Math.random() < 0.5) {
        process.kill(worker, 'SIGKILL');
        kills.worker += 1;
      } else {
        await cloud.kill();
        kills.everything += 1;
        cloud = await start('storm');
      }
    }
    const status = await api.ended(id);

    expect(kills.worker + kills.everything).toBe(wantedKills);
    expect(status.state).toBe('completed');
    expect(await digestsOf(api, id)).toEqual(expected);
    const events = await readUnitEvents(cloud.logDirectory);
    const done = new Set<string>();
    for (const { event, unitKey } of events) {
      if (event === 'unit.started') expect(done.has(unitKey), `unit ${unitKey} ran after its memo`).toBe(false);
      if (event === 'unit.done') done.add(unitKey);
    }
    expect(done.size).toBeGreaterThan(8);
  });
});
