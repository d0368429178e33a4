import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../cli/create-program.js';
import { exitCodes } from '../../cli/exit-codes.js';
import { createCliWorld } from './play-cli.js';

const manual = await readFile(new URL('../../docs/cli.md', import.meta.url), 'utf8');

describe('docs/cli.md', () => {
  it('has every exit code, and no other', () => {
    const rows = [...manual.matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, meaning]) => ({
      code: Number(code),
      meaning,
    }));

    expect(rows).toEqual(Object.values(exitCodes));
  });

  it('has every command and every option of a job', async () => {
    const world = await createCliWorld();
    const program = createProgram(world.io(), () => undefined);
    await world.dispose();
    const dub = program.commands.find((command) => command.name() === 'dub');
    const options = dub?.options.map(({ long }) => long ?? '') ?? [];

    expect(program.commands.map((command) => command.name()).filter((name) => !manual.includes(`| \`${name}`))).toEqual(
      [],
    );
    expect(options.length).toBeGreaterThan(10);
    expect(options.filter((option) => !manual.includes(option) && option !== '--out')).toEqual([]);
  });
});
