import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changeAt } from './change-at.js';
import { contractTable, partsOfOthers } from './contract-table.js';
import { type ContractNode, membersIn, membersOf, type Path, walkContract } from './walk-contract.js';

const root = join(import.meta.dirname, '..', '..', '..');
const samplesOf = (fixture: string): readonly unknown[] =>
  z
    .array(z.unknown())
    .min(1)
    .parse(JSON.parse(readFileSync(join(root, 'test', 'fixtures', `${fixture}.json`), 'utf8')));

/** A value that is no JSON of the same type. */
function ofAnotherType(value: unknown, kind: ContractNode['kind']): unknown {
  if (kind === 'choice') return { text: 'x' };
  return typeof value === 'string' ? 7 : typeof value === 'object' && value !== null ? 'text' : { text: 'x' };
}

/** Paths at which a changed sample is taken although it must be refused. */
function taken(schema: z.ZodType, changes: readonly (readonly [Path, unknown])[]): readonly string[] {
  return changes.filter(([, value]) => schema.safeParse(value).success).map(([path]) => path.join('.'));
}

describe.each(contractTable)('the contract $fixture', ({ fixture, schema }) => {
  const samples = samplesOf(fixture);
  const places = samples.flatMap((sample) => walkContract(schema, sample).map((node) => ({ sample, node })));

  it('takes its samples and gives them back unchanged', () => {
    for (const sample of samples) {
      const parsed = schema.parse(sample);
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(sample);
      expect(schema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    }
  });

  it('has every member in its samples', () => {
    const there = new Set(samples.flatMap((sample) => membersIn(schema, sample)));
    expect(membersOf(schema).filter((member) => !there.has(member))).toEqual([]);
  });

  it('refuses members it does not know, however deep', () => {
    const changes = places.flatMap(({ sample, node }) =>
      node.kind === 'object'
        ? [[node.path, changeAt(sample, node.path, (before) => ({ ...Object(before), unheardOf: 1 }))] as const]
        : [],
    );
    expect(changes.length).toBeGreaterThan(0);
    expect(taken(schema, changes)).toEqual([]);
  });

  it('refuses values of another type, everywhere', () => {
    const changes = places.flatMap(({ sample, node }) =>
      node.kind === 'free'
        ? []
        : [[node.path, changeAt(sample, node.path, (before) => ofAnotherType(before, node.kind))] as const],
    );
    expect(changes.length).toBeGreaterThan(0);
    expect(taken(schema, changes)).toEqual([]);
  });

  it('refuses null, everywhere', () => {
    const changes = places.flatMap(({ sample, node }) =>
      node.kind === 'free' ? [] : [[node.path, changeAt(sample, node.path, () => null)] as const],
    );
    expect(taken(schema, changes)).toEqual([]);
  });

  it('refuses to go without what it requires, and goes without the rest', () => {
    const without = (isRequired: boolean) =>
      places.flatMap(({ sample, node }) =>
        node.kind === 'object'
          ? node.members
              .filter((member) => member.isThere && member.isRequired === isRequired)
              .map(
                ({ name }) => [[...node.path, name], changeAt(sample, [...node.path, name], () => undefined)] as const,
              )
          : [],
      );
    expect(without(true).length).toBeGreaterThan(0);
    expect(taken(schema, without(true))).toEqual([]);
    expect(taken(schema, without(false))).toHaveLength(without(false).length);
  });
});

/** What only a value, not a type, can break. */
const refusals: readonly (readonly [fixture: string, what: string, path: Path, value: unknown])[] = [
  ['artifact-ref', 'a digest in capitals', ['sha256'], 'AB'.repeat(32)],
  ['artifact-ref', 'a digest cut short', ['sha256'], 'ab'.repeat(31)],
  ['artifact-ref', 'a negative size', ['sizeBytes'], -1],
  ['failure', 'a code that is not in the table', ['code'], 'gone-fishing'],
  ['fit-plan', 'a rate of nothing', ['segments', 0, 'rate'], 0],
  ['job-document', 'a later version', ['schemaVersion'], 2],
  ['job-document', 'another way to start', ['startedBy'], 'telephone'],
  ['job-progress', 'a state that is not known', ['state'], 'asleep'],
  ['job-request', 'no targets', ['targets'], []],
  ['job-request', 'more targets than may be', ['targets'], Array.from({ length: 51 }, () => 'es')],
  ['job-request', 'a target that is no language tag', ['targets', 0], 'not a tag'],
  ['job-request', 'an undetermined target', ['targets', 0], 'und'],
  ['job-request', 'a workflow that is not known', ['workflow'], 'shred'],
  ['job-request', 'a source outside the two containers', ['source', 'container'], 'artifacts'],
  ['job-request', 'a nameless source', ['source', 'name'], ''],
  ['job-request', 'an engine for something that is no capability', ['engines'], { oracle: 'delphi' }],
  ['job-request', 'half a speaker', ['speakers'], 1.5],
  [
    'job-request',
    'a glossary without end',
    ['glossary'],
    Array.from({ length: 501 }, () => ({ source: 'a', target: 'b' })),
  ],
  ['job-request', 'no subtitle format', ['subtitles', 'formats'], []],
  ['job-status', 'more than all of it', ['progress'], 1.01],
  ['memo', 'a later version', ['schemaVersion'], 2],
  ['memo', 'a stage that is not known', ['stage'], 'polish'],
  ['memo', 'time that ran backwards', ['computeMs'], -1],
  ['receipt', 'a later version', ['schemaVersion'], 2],
  ['stage-outcome', 'an end that is neither', ['kind'], 'maybe'],
  ['task-message', 'a later version', ['schemaVersion'], 2],
  ['task-message', 'no attempt', ['attempt'], 0],
  ['task-message', 'no units', ['units'], []],
  ['task-result', 'a later version', ['schemaVersion'], 2],
  ['task-result', 'more than all of it', ['fraction'], 1.01],
  ['task-result', 'an end that is neither', ['kind'], 'maybe'],
  ['upload-request', 'a name that is too long', ['name'], 'x'.repeat(256)],
  ['verification', 'more than certainty', ['confidence'], 1.01],
  ['verification', 'a finding that is not known', ['findings', 0, 'kind'], 'ugly'],
];

describe('a contract refuses what is of the right type and still wrong', () => {
  it.each(refusals)('%s: %s', (fixture, _, path, value) => {
    const schema = contractTable.find((each) => each.fixture === fixture)?.schema ?? z.unknown();
    const [sample] = samplesOf(fixture);
    expect(schema.safeParse(sample).success).toBe(true);
    expect(schema.safeParse(changeAt(sample, path, () => value)).success).toBe(false);
  });
});

describe('a job request', () => {
  it('needs no more than a source and a target; the rest has defaults', () => {
    const schema = contractTable.find(({ fixture }) => fixture === 'job-request')?.schema ?? z.unknown();
    const [, short] = samplesOf('job-request');
    const { source, targets } = z.looseObject({ source: z.unknown(), targets: z.unknown() }).parse(short);
    expect(schema.parse({ source, targets })).toEqual(short);
  });

  it('takes language tags however they are written, and keeps them one way', () => {
    const schema = contractTable.find(({ fixture }) => fixture === 'job-request')?.schema ?? z.unknown();
    const [, short] = samplesOf('job-request');
    expect(schema.parse(changeAt(short, ['targets'], () => ['PT-br', ' zh-hant ']))).toMatchObject({
      targets: ['pt-BR', 'zh-Hant'],
    });
  });
});

describe('the table of contracts', () => {
  it('has every file of pipeline/contracts', () => {
    const files = readdirSync(join(root, 'pipeline', 'contracts')).map((file) => file.replace(/\.ts$/, ''));
    const known = new Set([...contractTable.map(({ file }) => file), ...partsOfOthers]);
    expect(files.filter((file) => !known.has(file))).toEqual([]);
    expect([...known].filter((file) => !files.includes(file))).toEqual([]);
  });

  it('notices a contract that takes what it does not know', () => {
    const loose = z.looseObject({ name: z.string() });
    expect(
      taken(loose, [[[], changeAt({ name: 'x' }, [], (before) => ({ ...Object(before), unheardOf: 1 }))]]),
    ).toEqual(['']);
  });

  it('notices a member without a sample', () => {
    const schema = z.strictObject({ list: z.array(z.strictObject({ rare: z.string().optional() })) });
    expect(membersOf(schema)).toEqual(['list', 'list[].rare']);
    expect(membersIn(schema, { list: [{}] })).toEqual(['list']);
  });
});
