import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blockSizeBytes, maxBlocks, planBlocks } from '../../cli/upload/plan-blocks.js';
import { type FakePolydub, startFakePolydub } from './fake-polydub/start-fake-polydub.js';
import { type CliWorld, createCliWorld } from './play-cli.js';

let fake: FakePolydub;
let world: CliWorld;
// three blocks, the last one short
const film = randomBytes(2 * blockSizeBytes + 12_345);

beforeEach(async () => {
  fake = await startFakePolydub();
  world = await createCliWorld();
  world.env['POLYDUB_URL'] = fake.url;
  await writeFile(join(world.cwd, 'film.mp4'), film);
});

afterEach(async () => {
  expect(fake.violations).toEqual([]);
  await fake.dispose();
  await world.dispose();
});

const uploaded = () => [...fake.blobs.committed].find(([path]) => path.startsWith('/storage/uploads/'))?.[1];
const dub = (...more: string[]) => world.run('dub', 'film.mp4', '--to', 'es', ...more);

describe('an upload', () => {
  it('arrives whole, in blocks', async () => {
    await dub();

    expect(uploaded()?.equals(film)).toBe(true);
    expect(fake.blobs.arrivals).toHaveLength(3);
  });

  it('goes on where an earlier one was interrupted: no block is sent twice', async () => {
    fake.blobs.faults.blocksTaken = 2;
    const broken = await dub('--json');
    const arrivedBefore = fake.blobs.arrivals.length;
    fake.blobs.faults.blocksTaken = Number.POSITIVE_INFINITY;

    const resumed = await dub();

    expect(broken.exitCode).toBe(7);
    expect(JSON.parse(broken.stdout).error.code).toBe('server-unreachable');
    expect(arrivedBefore).toBe(2);
    expect(resumed.exitCode).toBe(0);
    expect(uploaded()?.equals(film)).toBe(true);
    expect(new Set(fake.blobs.arrivals).size).toBe(3);
    expect(fake.blobs.arrivals).toHaveLength(3);
  });

  it('sends a block again when the storage is busy', async () => {
    fake.blobs.faults.busyBlocks = 3;

    const { exitCode } = await dub();

    expect(exitCode).toBe(0);
    expect(uploaded()?.equals(film)).toBe(true);
  });

  it('ends at once when the storage has no room, and says so', async () => {
    fake.blobs.faults.isFull = true;

    const run = await dub('--json');

    expect(run.exitCode).toBe(7);
    expect(JSON.parse(run.stdout).error).toMatchObject({
      code: 'upload-refused',
      message: 'The storage has no room for this file.',
      next: expect.stringContaining('Free some space'),
    });
  });

  it('asks for another signature when the first is no longer accepted', async () => {
    fake.blobs.faults.expiredSignatures.add('grant2'); // the second API request is the first for an upload

    const { exitCode } = await dub();

    expect(exitCode).toBe(0);
    expect(fake.asked.filter((what) => what === 'POST /uploads')).toHaveLength(2);
  });

  it('gives up when no signature is accepted at all', async () => {
    for (let request = 0; request < 20; request += 1) fake.blobs.faults.expiredSignatures.add(`grant${request}`);

    const run = await dub('--json');

    expect(run.exitCode).toBe(7);
    expect(JSON.parse(run.stdout).error.code).toBe('upload-refused');
  });

  it('is refused when the file changed meanwhile: its hash would no longer be its own', async () => {
    fake.plan.drops.set('POST /uploads', 1);
    world.onSleep = () => writeFile(join(world.cwd, 'film.mp4'), randomBytes(film.length));

    const run = await dub('--json');

    expect(run.exitCode).toBe(3);
    expect(JSON.parse(run.stdout).error.code).toBe('source-changed');
    expect(fake.jobs.size).toBe(0);
  });

  it('submits once, however often the connection breaks while it does', async () => {
    fake.plan.drops.set('POST /jobs', 2);

    const { exitCode } = await dub();

    expect(exitCode).toBe(0);
    expect(fake.asked.filter((what) => what === 'POST /jobs')).toHaveLength(3);
    expect(fake.jobs.size).toBe(1);
    expect([...fake.jobs.values()][0]?.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('planBlocks', () => {
  it('covers every byte once, in order, within the limits of the service', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000_000_000 }), (sizeBytes) => {
        const blocks = planBlocks(sizeBytes);
        let next = 0;
        for (const { offsetBytes, sizeBytes: size } of blocks) {
          if (offsetBytes !== next || size < 1) return false;
          next += size;
        }
        return (
          next === sizeBytes && blocks.length <= maxBlocks && new Set(blocks.map(({ id }) => id.length)).size === 1
        );
      }),
      { numRuns: 10 },
    );
  });
});
