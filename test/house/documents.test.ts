import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../cli/exit-codes.js';
import { StageName } from '../../pipeline/contracts/stage-name.js';
import { containerNames } from '../../pipeline/stages/container-names.js';
import { queueNames } from '../../pipeline/stages/queue-of.js';
import { readPackages } from '../../scripts/setup/read-packages.mjs';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

describe('the documents', () => {
  it('link only to files that are there', () => {
    const links = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) =>
        normalize(join(dirname(path), match[1] ?? '')),
      ),
    );
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it('are there when the code points to them', () => {
    const folders = ['pipeline', 'platform', 'functions', 'gpu-container/src', 'local', 'cli', 'bench'];
    const named = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => [...read(`${folder}/${name}`).matchAll(/\bdocs\/[\w/-]+\.md/g)].map(([path]) => path)),
    );
    expect(named.length).toBeGreaterThan(3);
    expect([...new Set(named)].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('name only npm scripts there are', () => {
    const named = documents.flatMap((path) =>
      [...read(path).matchAll(/npm run (?:--silent )?([a-z:-]+)/g)].map((match) => `${path}: ${match[1]}`),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((line) => !(line.slice(line.indexOf(': ') + 2) in manifest.scripts))).toEqual([]);
  });

  it('give the exit codes the command line has', () => {
    const rows = [...read('README.md').matchAll(/^\| (\d+) \| (.+) \|$/gm)].map((match) => Number(match[1]));
    expect(rows).toEqual(Object.values(exitCodes).map((entry) => entry.code));
  });

  it('name every setting the app and the worker read', () => {
    const sources = [
      'functions/app-settings.ts',
      'gpu-container/src/execution/worker-settings.ts',
      'gpu-container/src/execution/recycle-settings.ts',
      'platform/config/connection-settings.ts',
      'gpu-container/src/engines/azure-service/azure-setting-values.ts',
    ];
    const settings = sources.flatMap((path) =>
      [...read(path).matchAll(/^ +([A-Z][A-Za-z_]+): z\b/gm)].map((match) => match[1] ?? ''),
    );
    expect(settings.length).toBeGreaterThan(10);
    expect(settings.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
  });

  it('name every folder of the tree, every container and every queue', () => {
    const text = read('ARCHITECTURE.md');
    const names = [...Object.values(containerNames).map((name) => `\`${name}\``), ...Object.values(queueNames)];
    const folders = readdirSync(join(root, 'pipeline'))
      .filter((name) => readdirSync(join(root, 'pipeline', name)).length > 0)
      .map((name) => `\`${name}/\``);
    expect([...names, ...folders, ...StageName.options].filter((name) => !text.includes(name))).toEqual([]);
  });

  it('number every decision once, without a gap', () => {
    const numbers = readdirSync(join(root, 'docs', 'adr')).map((name) => Number(name.slice(0, 4)));
    expect(numbers.toSorted((left, right) => left - right)).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe('the system packages that engines name', () => {
  it('are all in the one list that set-up installs from', () => {
    const text = read('gpu-container/src/engines/embedded-engines.ts');
    const calls = [...text.matchAll(/apt\(([^)]*)\)/g)].flatMap((match) => [
      ...(match[1] ?? '').matchAll(/'([^']+)'/g),
    ]);
    const pairs = [...text.matchAll(/'(apertium-[a-z]+-[a-z]+)'/g)];
    const named = [...calls, ...pairs].map((match) => match[1] ?? '');
    const listed = new Set(readPackages().flatMap((item) => item.debian));
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !listed.has(name))).toEqual([]);
  });
});

describe('the settings of the official hosts', () => {
  it('declare every queue for the Service Bus emulator', () => {
    const { UserConfig } = JSON.parse(read('compose.service-bus.json'));
    const declared = UserConfig.Namespaces[0].Queues.map((queue: { Name: string }) => queue.Name);
    expect(declared.toSorted()).toEqual(Object.values(queueNames).toSorted());
  });

  it('start the same app', () => {
    expect(manifest.main).toBe('dist/functions/index.js');
    expect(existsSync(join(root, 'functions', 'index.ts'))).toBe(true);
    expect(JSON.parse(read('host.json')).version).toBe('2.0');
  });
});
