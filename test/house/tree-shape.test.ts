import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** A file longer than this holds more than one idea, in lines. A test file tells many cases of one idea. */
const MAX_LINES = { product: 300, test: 600 };

/** The folder beside the repository that holds samples; a path into it works on few machines. */
const OUTSIDE = /\.\.\/shared\/(samples|models|notes|prototypes|[A-Z])|POLYDUB_SHARED/;

/** Names that say nothing about what a file is for. */
const EMPTY_NAMES = /(^|[-.])(utils?|helpers?|misc)([-.]|$)|(^|[-.])(common|managers?)$/;

/** Folders where a machine-specific or session-specific path would be a fault. */
const PRODUCT =
  /^(pipeline|platform|functions|gpu-container|infra|local|cli|web|bench|scripts|docs|README|ARCHITECTURE|CONTRIBUTING|CHANGELOG)/;

/** Folders of things that are made, not written. */
const MADE = new Set(['node_modules', 'dist', 'out', 'coverage', '.git', '.polydub']);

const list = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return MADE.has(entry.name) ? [] : list(path);
    return [path];
  });
const sources = list('').filter(
  (path) => /\.(ts|tsx|mjs|cjs|bicep|md|json|yaml)$/.test(path) && path !== 'package-lock.json',
);
const code = sources.filter((path) => /\.(ts|tsx|mjs|cjs)$/.test(path) && !path.startsWith('test/fixtures/'));

/** `create-plan` of `create-plan.test.ts`. */
const stem = (name: string) => name.replace(/(\.(test|d|config))?\.[a-z]+$/, '');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the tree', () => {
  it('is seen whole', () => {
    expect(code.length).toBeGreaterThan(500);
  });

  it('has no file that is too long', () => {
    const lengths = code.map((path) => ({ path, lines: read(path).trimEnd().split('\n').length }));
    expect(
      lengths.filter(({ path, lines }) => lines > (path.startsWith('test/') ? MAX_LINES.test : MAX_LINES.product)),
    ).toEqual([]);
  });

  it('has no file named after nothing', () => {
    expect(code.filter((path) => path.split('/').some((part) => EMPTY_NAMES.test(stem(part))))).toEqual([]);
  });

  it('names files and folders in kebab-case', () => {
    const isKebab = (name: string) =>
      /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.(property|suite|config|d))?(\.test)?\.[a-z]+$/.test(name);
    expect(code.filter((path) => !isKebab(basename(path)))).toEqual([]);
  });

  it('names no path of the machine it was written on', () => {
    const found = sources.filter(
      (path) => PRODUCT.test(path) && (OUTSIDE.test(read(path)) || /(^|[\s'"`(])\/work\//m.test(read(path))),
    );
    expect(found).toEqual([]);
  });

  it('reaches samples outside the repository in one place only', () => {
    const found = code.filter((path) => OUTSIDE.test(read(path)) && !path.startsWith('test/samples/'));
    expect(found.filter((path) => path !== 'test/house/tree-shape.test.ts')).toEqual([]);
  });
});

describe('the checks of the tree', () => {
  it.each(['utils.ts', 'text-helpers.ts', 'common.ts', 'job-manager.ts', 'misc.test.ts', 'text-common.ts'])(
    'refuse the name %s',
    (name) => {
      expect(EMPTY_NAMES.test(stem(name))).toBe(true);
    },
  );

  it.each(['communicate.ts', 'utilization.ts', 'manage-jobs.ts', 'common-options.ts'])(
    'let the name %s pass',
    (name) => {
      expect(EMPTY_NAMES.test(stem(name))).toBe(false);
    },
  );
});
