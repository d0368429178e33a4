import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JournalCorruptError } from '../../../local/journal/journal-corrupt-error.js';
import { JournalInUseError } from '../../../local/journal/journal-in-use-error.js';
import { openJournal } from '../../../local/journal/open-journal.js';
import { processStartTime } from '../../../local/journal/process-start-time.js';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'polydub-journal-'));
  file = join(directory, 'nested', 'queue.jsonl');
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function write(records: readonly unknown[]): Promise<void> {
  const journal = await openJournal({ file });
  await Promise.all(records.map((record) => journal.append(record)));
  await journal.close();
}

async function read(): Promise<readonly unknown[]> {
  const journal = await openJournal({ file });
  await journal.close();
  return journal.records;
}

describe('openJournal', () => {
  it('starts empty where there is no file, and creates the directory', async () => {
    expect(await read()).toEqual([]);
    expect((await stat(file)).size).toBe(0);
  });

  it('returns what was appended, in order, whatever text it holds', async () => {
    const records = [{ a: 'line\nbreak\u2028 ü 🎬' }, 'text', 3, null, [1, { b: false }]];
    await write(records);
    expect(await read()).toEqual(records);
  });

  it('hands records to onRecord instead of keeping them', async () => {
    await write([1, 2, 3]);
    const seen: unknown[] = [];
    const journal = await openJournal({ file, onRecord: (record) => seen.push(record) });
    await journal.close();
    expect({ seen, kept: journal.records }).toEqual({ seen: [1, 2, 3], kept: [] });
  });

  it('has the record on disk when append resolves', async () => {
    const journal = await openJournal({ file });
    await journal.append({ id: 7 });
    expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{8} \{"id":7\}\n$/);
    expect(journal.sizeBytes).toBe((await stat(file)).size);
    await journal.close();
  });

  it('serialises a record when it is appended, not when it is written', async () => {
    const journal = await openJournal({ file });
    const record = { state: 'before' };
    const appended = journal.append(record);
    record.state = 'after';
    await appended;
    await journal.close();
    expect(await read()).toEqual([{ state: 'before' }]);
  });

  it('rejects a record without a JSON form and goes on with the next', async () => {
    const journal = await openJournal({ file });
    await expect(journal.append(undefined)).rejects.toThrow(TypeError);
    await journal.append('next');
    await journal.close();
    expect(await read()).toEqual(['next']);
  });

  it('writes what was pending when it is closed, and rejects what comes later', async () => {
    const journal = await openJournal({ file });
    const pending = journal.append('pending');
    await journal.close();
    await pending;
    await journal.close();
    await expect(journal.append('late')).rejects.toThrow('is closed');
    expect(await read()).toEqual(['pending']);
  });
});

describe('a journal in use', () => {
  it('is refused while another process has it open, and given to the next one when that was killed', async () => {
    const other = spawn('sleep', ['600']);
    if (other.pid === undefined) throw new Error('sleep could not be started.');
    await write(['kept']);
    const owner = { pid: other.pid, startTime: await processStartTime(other.pid) };
    await writeFile(`${file}.owner`, JSON.stringify(owner));
    await expect(openJournal({ file })).rejects.toThrow(JournalInUseError);
    const ended = once(other, 'exit');
    other.kill('SIGKILL');
    await ended;
    expect(await read()).toEqual(['kept']);
  });

  it('leaves no claim behind when it is closed', async () => {
    await write(['one']);
    expect(await readdir(join(directory, 'nested'))).toEqual(['queue.jsonl']);
  });
});

describe('a torn tail', () => {
  it('is cut off so that later appends start on a clean line', async () => {
    await write(['one', 'two']);
    await appendFile(file, '0123abcd {"half":');
    const journal = await openJournal({ file });
    expect({ records: journal.records, tornBytes: journal.tornBytes }).toEqual({
      records: ['one', 'two'],
      tornBytes: 17,
    });
    await journal.append('three');
    await journal.close();
    expect(await read()).toEqual(['one', 'two', 'three']);
  });

  it('leaves a prefix wherever the file is truncated', async () => {
    const value = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(value, fc.double({ min: 0, max: 1, noNaN: true }), async (values, fraction) => {
        await rm(file, { force: true });
        const records = JSON.parse(JSON.stringify(values)) as readonly unknown[];
        await write(records);
        const { size } = await stat(file);
        await truncate(file, Math.floor(size * fraction));
        const recovered = await read();
        expect(recovered).toEqual(records.slice(0, recovered.length));
        if (fraction === 1) expect(recovered.length).toBe(records.length);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves a prefix when the end of the file is overwritten with zeros', async () => {
    await write(['one', 'two', 'three']);
    const bytes = await readFile(file);
    bytes.fill(0, bytes.length - 20);
    await writeFile(file, bytes);
    expect(await read()).toEqual(['one']);
  });
});

describe('a damaged line before the tail', () => {
  it('is an error that names the line', async () => {
    await write(['one', 'two', 'three']);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"two"', '"twO"'));
    const opened = openJournal({ file });
    await expect(opened).rejects.toThrow(JournalCorruptError);
    await expect(opened).rejects.toThrow('line 2');
  });

  it('is found for any changed byte of any line but the last', async () => {
    const records = ['alpha', { beta: 2 }, [3, 4], 'omega'];
    await write(records);
    const bytes = await readFile(file);
    const lastLineAt = bytes.lastIndexOf('\n', bytes.length - 2) + 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(lastLineAt - 2), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ difference;
        await writeFile(file, damaged);
        await expect(openJournal({ file })).rejects.toThrow(JournalCorruptError);
      }),
      { numRuns: 60 },
    );
  });
});

describe('rewrite', () => {
  it('replaces what came before it and makes the file smaller', async () => {
    const journal = await openJournal({ file });
    for (let i = 0; i < 50; i += 1) await journal.append({ i, padding: 'x'.repeat(100) });
    const before = journal.sizeBytes;
    await journal.rewrite([{ total: 50 }]);
    expect(journal.sizeBytes).toBeLessThan(before / 10);
    expect(journal.sizeBytes).toBe((await stat(file)).size);
    await journal.append('after');
    await journal.close();
    expect(await read()).toEqual([{ total: 50 }, 'after']);
  });

  it('is called for once the file is large, and no more once it is done', async () => {
    const journal = await openJournal({ file });
    expect(journal.isOvergrown).toBe(false);
    await journal.append('x'.repeat(5_000_000));
    expect(journal.isOvergrown).toBe(true);
    await journal.rewrite(['small']);
    expect(journal.isOvergrown).toBe(false);
    await journal.close();
  });

  it('loses no append made while it is under way, and repeats none made before it', async () => {
    const journal = await openJournal({ file });
    const state: number[] = [];
    const writes: Promise<void>[] = [];
    for (let i = 0; i < 400; i += 1) {
      state.push(i);
      writes.push(journal.append(i));
      if (i % 60 === 0) writes.push(journal.rewrite([...state]));
      if (i % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(writes);
    await journal.close();
    expect(await read()).toEqual(state);
  });

  it('takes its records as they are when it is called', async () => {
    const journal = await openJournal({ file });
    const state = [{ value: 1 }];
    const rewritten = journal.rewrite(state);
    state.push({ value: 2 });
    await rewritten;
    await journal.close();
    expect(await read()).toEqual([{ value: 1 }]);
  });

  it('is not disturbed by the copy an interrupted one left behind', async () => {
    await write(['kept']);
    await writeFile(`${file}.compacting`, 'garbage');
    const journal = await openJournal({ file });
    await journal.rewrite(['compacted']);
    await journal.close();
    expect(await read()).toEqual(['compacted']);
  });

  it('rejects, keeping the journal writable, when its copy cannot be written', async () => {
    const journal = await openJournal({ file });
    await journal.append('one');
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await expect(journal.rewrite([circular])).rejects.toThrow(TypeError);
    await journal.append('two');
    await journal.close();
    expect(await read()).toEqual(['one', 'two']);
  });
});
