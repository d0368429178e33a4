import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fuzzReaders } from './fuzz-readers.js';
import { seedFiles } from './seed-files.js';

/** Minutes to run: FUZZ_MINUTES=10 for the long run, a few seconds in the suite. */
const minutes = Number(process.env['FUZZ_MINUTES'] ?? '0.05');
const seed = Number(process.env['FUZZ_SEED'] ?? '1');
const folder = process.env['FUZZ_FOLDER'];

const filesBelow = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesBelow(join(path, name))) : [path];

describe('readers under mutated files', () => {
  it('reads or refuses every file, quickly and without growing', { timeout: minutes * 60_000 + 30_000 }, () => {
    const extra =
      folder === undefined ? [] : filesBelow(folder).filter((path) => /\.(?:srt|vtt|ass|ssa|ttml)$/.test(path));
    const seeds = [...seedFiles, ...extra.map((path) => readFileSync(path))];

    const result = fuzzReaders({ seeds, durationMs: minutes * 60_000, seed });

    process.stderr.write(`fuzz: ${JSON.stringify({ ...result, faults: result.faults.length })}\n`);
    expect(result.faults).toEqual([]);
    expect(result.files).toBeGreaterThan(50);
    expect(result.refused).toBeGreaterThan(0);
    expect(result.heapGrowthBytes).toBeLessThan(300 * 1024 * 1024);
  });
});
