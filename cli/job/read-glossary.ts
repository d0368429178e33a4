import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { GlossaryEntry } from '../../pipeline/contracts/job-request.js';
import { CliFailure } from '../failures/cli-failure.js';
import type { LocalFile } from '../upload/look-at-file.js';

const field = /"((?:[^"]|"")*)"|([^",][^,]*|)/y;

/** Terms of a CSV file, `source,target` a line; a first line that says exactly that is a title. Fails with `glossary-invalid`. */
export async function readGlossary(file: LocalFile): Promise<z.infer<typeof GlossaryEntry>[]> {
  const text = (await readFile(file.path, 'utf8')).replace(/^\uFEFF/, '');
  const lines = text.split(/\r\n|\n|\r/).map((line, index) => ({ line, number: index + 1 }));
  const filled = lines.filter(({ line }) => line.trim() !== '');
  const terms = filled[0]?.line.replaceAll(' ', '').toLowerCase() === 'source,target' ? filled.slice(1) : filled;
  return terms.map(({ line, number }) => {
    const fields = splitLine(line);
    const entry =
      fields?.length === 2 ? GlossaryEntry.safeParse({ source: fields[0], target: fields[1] }).data : undefined;
    if (entry === undefined) {
      throw CliFailure.of(
        'glossary-invalid',
        `${file.name}, line ${number}: expected two terms of 1 to 200 characters.`,
      );
    }
    return entry;
  });
}

/** The fields of one line, quoted ones unquoted (RFC 4180), or undefined where quotes do not match. */
function splitLine(line: string): readonly string[] | undefined {
  const fields: string[] = [];
  for (let at = 0; at <= line.length; at += 1) {
    field.lastIndex = at;
    const match = field.exec(line);
    if (match === null) return undefined;
    fields.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
    at = field.lastIndex;
    if (at < line.length && line[at] !== ',') return undefined;
  }
  return fields;
}
