/**
 * Measures the durable engine: `node --import ./test/local/functions-host/register-typescript.mjs
 * test/local/functions-host/measure-throughput.ts`. Prints one line per case; not a test, for numbers vary by machine.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createVolatileJournal,
  type DurableJournal,
} from '../../../local/functions-host/durable/create-volatile-journal.js';
import { openJournal } from '../../../local/journal/open-journal.js';
import { createDurableApp } from './durable-app.js';

interface Case {
  readonly label: string;
  readonly count: number;
  readonly inFlight: number;
  readonly journal: () => Promise<DurableJournal>;
}

const folder = await mkdtemp(join(tmpdir(), 'durable-throughput-'));
const print = (text: string) => process.stdout.write(`${text}\n`);
const onDisk = (name: string) => () => openJournal({ file: join(folder, name) });

async function measure({ label, count, inFlight, journal }: Case): Promise<void> {
  const { engine } = await createDurableApp({ journal: await journal() });
  const begin = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const n = next++;
      const id = await engine.start({ name: 'three', input: String(n), traceParent: '' });
      await engine.waitForEnd(id);
      if ((await engine.instance(id))?.output !== n + 3) throw new Error(`wrong output of ${id}`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const seconds = (performance.now() - begin) / 1000;
  print(`${label}: ${count} orchestrations, ${inFlight} in flight, ${(count / seconds).toFixed(0)}/s`);
  await engine.dispose();
}

async function measureOne(name: string, input: number): Promise<void> {
  const { engine } = await createDurableApp({ journal: createVolatileJournal() });
  const begin = performance.now();
  const id = await engine.start({ name, input: String(input), traceParent: '' });
  await engine.waitForEnd(id);
  print(`${name} of ${input}: ${(performance.now() - begin).toFixed(0)} ms`);
  await engine.dispose();
}

async function measureRecovery(name: string): Promise<void> {
  const begin = performance.now();
  const journal = await openJournal({ file: join(folder, name) });
  const { engine } = await createDurableApp({ journal });
  print(`recovery of ${(await engine.instances()).length} instances: ${(performance.now() - begin).toFixed(0)} ms`);
  await engine.dispose();
}

await measure({ label: 'warm-up', count: 200, inFlight: 10, journal: async () => createVolatileJournal() });
await measure({ label: 'memory', count: 300, inFlight: 1, journal: async () => createVolatileJournal() });
await measure({ label: 'memory', count: 2000, inFlight: 50, journal: async () => createVolatileJournal() });
await measure({ label: 'journal', count: 300, inFlight: 1, journal: onDisk('one.jsonl') });
await measure({ label: 'journal', count: 2000, inFlight: 50, journal: onDisk('fifty.jsonl') });
await measure({ label: 'journal', count: 400, inFlight: 50, journal: onDisk('recovery.jsonl') });
await measureRecovery('recovery.jsonl');
await measureOne('chain', 100);
await measureOne('chain', 500);
await measureOne('fanOut', 1000);
await rm(folder, { recursive: true });
process.exit(0);
