import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunUnitDeps, runUnit } from '../../../gpu-container/src/execution/run-unit.js';
import type { RunUnit } from '../../../gpu-container/src/stages/unit-context.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { createMemoryMemoStore } from '../../pipeline/ports/memory-memo-store.js';
import { unitOf } from './task-fixture.js';

const output = { sha256: 'f'.repeat(64), sizeBytes: 1, mediaType: 'text/plain' };
let workDirectory: string;
beforeEach(async () => {
  workDirectory = await mkdtemp(join(tmpdir(), 'run-unit-'));
});
afterEach(() => rm(workDirectory, { recursive: true, force: true }));

function deps(run: RunUnit) {
  const events: string[] = [];
  const log = (event: string) => void events.push(event);
  const memos = createMemoryMemoStore();
  // what a stage that touches neither artifacts nor engines never looks at
  const unused = { files: {} } as Pick<RunUnitDeps, 'files' | 'sources' | 'engines'>;
  const all: RunUnitDeps = {
    ...unused,
    memos,
    workDirectory,
    workerVersion: 'v1',
    loadStage: async () => run,
    signal: new AbortController().signal,
    log: { info: log, warn: log, error: log },
  };
  return { all, memos, events };
}

describe('runUnit', () => {
  it('stores nothing under a key that was made for another device', async () => {
    let runs = 0;
    const { all, memos } = deps(async () => {
      runs += 1;
      return { media: output };
    });
    const refused = new PipelineError('engine-failed', 'chosen to compute on cuda');
    const engines: Pick<RunUnitDeps['engines'], 'confirm'> = { confirm: () => Promise.reject(refused) };
    const engine = {
      ...({ capability: 'translator', id: 'nllb', version: '1', fingerprint: 'f' } as const),
      ...({ device: 'cuda', licence: 'MIT', reason: 'r' } as const),
    };
    const elsewhere: RunUnitDeps = { ...all, engines: { ...all.engines, ...engines } };

    await expect(runUnit({ ...unitOf('a'), engine }, () => undefined, elsewhere)).rejects.toBe(refused);

    expect(runs).toBe(0);
    expect(await memos.find('probe', 'a'.repeat(64))).toBeUndefined();
  });

  it('does the work once: the second run is a hit', async () => {
    let runs = 0;
    const { all, memos, events } = deps(async () => {
      runs += 1;
      return { media: output };
    });

    await runUnit(unitOf('a'), () => undefined, all);
    await runUnit(unitOf('a'), () => undefined, all);

    expect(runs).toBe(1);
    expect(events).toEqual(['unit.started', 'unit.done', 'unit.hit']);
    expect((await memos.find('probe', 'a'.repeat(64)))?.outputs).toEqual({ media: output });
  });

  it('leaves no memo and no files behind when the work fails', async () => {
    const { all, memos } = deps(async ({ directory }) => {
      await writeFile(join(directory, 'half'), 'half');
      throw new Error('broken');
    });

    await expect(runUnit(unitOf('a'), () => undefined, all)).rejects.toThrow('broken');

    expect(await memos.find('probe', 'a'.repeat(64))).toBeUndefined();
    expect(await readdir(workDirectory)).toEqual([]);
  });
});
