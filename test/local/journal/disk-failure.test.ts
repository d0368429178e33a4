import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openJournal } from '../../../local/journal/open-journal.js';

let directory: string;
let file: string;
/** What every open file inherits: the one place where a disk can be made to fail without a disk that fails. */
let handles: FileHandle;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-journal-'));
  file = join(directory, 'queue.jsonl');
  const probe = await open(join(directory, 'probe'), 'w');
  handles = Object.getPrototypeOf(probe);
  await probe.close();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true, force: true });
});

async function read(): Promise<readonly unknown[]> {
  const journal = await openJournal({ file });
  await journal.close();
  return journal.records;
}

it('takes back what a full disk let it write of a batch, and goes on once there is room', async () => {
  const journal = await openJournal({ file });
  await journal.append('before');
  const append = handles.appendFile;
  vi.spyOn(handles, 'appendFile').mockImplementationOnce(async function (this: FileHandle, data) {
    await append.call(this, Buffer.from(data as Buffer).subarray(0, 7));
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  await expect(journal.append('refused')).rejects.toThrow('no space left');
  await journal.append('after');
  await journal.close();
  expect(await read()).toEqual(['before', 'after']);
});

it('takes nothing more once a sync has failed, as what was written before it may be lost', async () => {
  const journal = await openJournal({ file });
  vi.spyOn(handles, 'datasync').mockRejectedValueOnce(new Error('input/output error'));
  await expect(journal.append('doubtful')).rejects.toThrow('can no longer be written');
  await expect(journal.append('next')).rejects.toThrow('can no longer be written');
  await journal.close();
});

it('keeps the journal as it was when a rewrite fails, and can be rewritten later', async () => {
  const journal = await openJournal({ file });
  await journal.append('one');
  vi.spyOn(handles, 'appendFile').mockRejectedValueOnce(new Error('no space left on device'));
  await expect(journal.rewrite(['snapshot'])).rejects.toThrow('no space left');
  await journal.append('two');
  await journal.rewrite(['one', 'two', 'rewritten']);
  await journal.close();
  expect(await read()).toEqual(['one', 'two', 'rewritten']);
});
