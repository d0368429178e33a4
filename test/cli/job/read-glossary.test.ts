import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readGlossary } from '../../../cli/job/read-glossary.js';
import { lookAtFile } from '../../../cli/upload/look-at-file.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polydub-glossary-'));
});

afterEach(() => rm(folder, { recursive: true }));

const read = async (text: string) => {
  await writeFile(join(folder, 'terms.csv'), text);
  return readGlossary(await lookAtFile(folder, 'terms.csv'));
};

describe('a glossary', () => {
  it('is read with or without a title, any line ends, a byte order mark and quotes', async () => {
    const terms = await read('\uFEFFSource, Target\r\ncloud,nube\r"a, b","say ""hi"""\n\n Polydub , Polydub \n');

    expect(terms).toEqual([
      { source: 'cloud', target: 'nube' },
      { source: 'a, b', target: 'say "hi"' },
      { source: 'Polydub', target: 'Polydub' },
    ]);
  });

  it.each([
    ['one\n', 1],
    ['a,b\nc,d,e\n', 2],
    ['a,b\n\n,d\n', 3],
    ['"a,b\n', 1],
    ['"a"x,b\n', 1],
    [`a,${'b'.repeat(201)}\n`, 1],
  ])('that cannot be read names the line: %j', async (text, line) => {
    await expect(read(text)).rejects.toMatchObject({
      code: 'glossary-invalid',
      message: expect.stringContaining(`line ${line}:`),
    });
  });
});
