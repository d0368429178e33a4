import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProcess } from '../../../gpu-container/src/process/run-process.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

const failureOf = async (work: Promise<unknown>): Promise<PipelineError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PipelineError)) throw new Error(`expected a PipelineError, got ${String(error)}`);
  return error;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('runProcess', () => {
  it('passes arguments as they are, with no shell in between', async () => {
    const hostile = '$(touch /tmp/never) ; `id` "\'* |';

    const result = await runProcess({ program: 'printf', args: ['%s', hostile], timeLimitMs: 5000 });

    expect(result.stdout.toString()).toBe(hostile);
  });

  it('feeds standard input', async () => {
    const result = await runProcess({ program: 'cat', args: [], input: 'añb', timeLimitMs: 5000 });

    expect(result.stdout.toString('utf8')).toBe('añb');
  });

  it('gives the child none of the worker’s secrets', async () => {
    process.env['POLYDUB_TEST_SECRET'] = 'AccountKey=abc';

    const result = await runProcess({ program: 'env', args: [], timeLimitMs: 5000 });

    delete process.env['POLYDUB_TEST_SECRET'];
    const names = result.stdout
      .toString()
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names.sort()).toEqual(['HOME', 'LC_ALL', 'PATH', 'TZ']);
  });

  it('fails with the tail of standard error and the code the caller asked for', async () => {
    const error = await failureOf(
      runProcess({
        program: 'sh',
        args: ['-c', 'echo "moov atom not found" >&2; exit 3'],
        timeLimitMs: 5000,
        failureCode: 'source-damaged',
      }),
    );

    expect(error.code).toBe('source-damaged');
    expect(error.message).toBe('sh ended with status 3: moov atom not found');
  });

  it('names a program that is not installed', async () => {
    const error = await failureOf(
      (async () => runProcess({ program: 'no-such-program-at-all', args: [], timeLimitMs: 5000 }))(),
    );

    expect(error.code).toBe('engine-missing');
    expect(error.message).toContain('no-such-program-at-all');
  });

  it('kills the child and its children when aborted', async () => {
    const pidFile = join(folder, 'grandchild.pid');
    const abort = new AbortController();
    const work = failureOf(
      runProcess({
        program: 'sh',
        args: ['-c', 'sleep 60 & echo $! > "$0.part"; mv "$0.part" "$0"; echo ready; wait', pidFile],
        timeLimitMs: 60_000,
        signal: abort.signal,
        onStdout: () => abort.abort(),
      }),
    );

    const error = await work;

    expect(error.code).toBe('cancelled');
    expect(existsSync(pidFile)).toBe(true);
    await expect.poll(() => isAlive(Number(readFileSync(pidFile, 'utf8'))), { timeout: 5000 }).toBe(false);
  });

  it('hands on the reason of an abort that is one of ours', async () => {
    const reason = new PipelineError('unavailable', 'The lock was lost.');

    const error = await failureOf(
      runProcess({ program: 'sleep', args: ['60'], timeLimitMs: 60_000, signal: AbortSignal.abort(reason) }),
    );

    expect(error).toBe(reason);
  });

  it('ends a program at its time limit', async () => {
    const error = await failureOf(runProcess({ program: 'sleep', args: ['60'], timeLimitMs: 50 }));

    expect(error.code).toBe('time-limit');
  });

  it('ends a program that writes without end', async () => {
    const error = await failureOf(
      runProcess({ program: 'yes', args: [], timeLimitMs: 20_000, maxStdoutBytes: 1_000_000 }),
    );

    expect(error.code).toBe('engine-failed');
    expect(error.message).toContain('1000000 bytes');
  });

  it('asks the kernel to end the child when the worker dies', async ({ skip }) => {
    if (process.platform !== 'linux') skip('the kernel ends orphans only on Linux');

    const result = await runProcess({ program: 'setpriv', args: ['--dump'], timeLimitMs: 5000 });

    expect(result.stdout.toString()).toMatch(/Parent death signal: KILL/);
  });
});
