import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from '../../scripts/setup/ensure-build.mjs';
import { nodePackages } from '../../scripts/setup/ensure-node-packages.mjs';
import { findMissingPackages } from '../../scripts/setup/find-missing-packages.mjs';
import { isSupportedNode } from '../../scripts/setup/is-supported-node.mjs';
import { readPackages } from '../../scripts/setup/read-packages.mjs';

const repository = join(import.meta.dirname, '..', '..');

/** A small project in a folder with a space, an apostrophe and a letter beyond ASCII, set up by the real scripts. */
let root: string;
let bin: string;

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), 'polydub-setup-')), "Ana's vidéo");
  bin = join(root, 'bin');
  mkdirSync(bin, { recursive: true });
  cpSync(join(repository, 'scripts'), join(root, 'scripts'), { recursive: true });
  mkdirSync(join(root, 'pipeline'));
  writeFileSync(join(root, 'pipeline', 'one.ts'), 'export const one = 1;\n');
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', engines: { node: '>=20.0.0' } }));
  writeFileSync(join(root, 'package-lock.json'), '{}');
  writeFileSync(
    join(root, 'hello.js'),
    'console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));',
  );
});

afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

/** A program on PATH that only writes down how it was called. */
const fake = (name: string, script: string) =>
  writeFileSync(join(bin, name), `#!/bin/sh\necho "$@" >> '${join(root, '..', 'calls')}'\n${script}\n`, {
    mode: 0o755,
  });
const calls = () =>
  existsSync(join(root, '..', 'calls'))
    ? readFileSync(join(root, '..', 'calls'), 'utf8')
        .trim()
        .split('\n')
    : [];
const environment = () => ({ ...process.env, PATH: `${bin}:${process.env['PATH']}`, INIT_CWD: undefined });
const setUp = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts', 'with-setup.mjs'), ...words], {
    encoding: 'utf8',
    env: environment(),
  });
const installs = 'mkdir -p node_modules/.bin';
const compiles = `${installs}\nprintf '#!/bin/sh\\necho tsc >> "../calls"\\nmkdir -p dist\\n' > node_modules/.bin/tsc\nchmod +x node_modules/.bin/tsc`;

describe('set-up before a command', () => {
  it('installs once, tells it on standard error, and leaves standard output to the command', () => {
    fake('npm', installs);
    const first = setUp('packages', '--', 'node', 'hello.js', 'a b', "l'été");
    const second = setUp('packages', '--', 'node', 'hello.js');
    expect(first.stderr).toContain('npm ci');
    expect(JSON.parse(first.stdout)).toEqual({ args: ['a b', "l'été"], cwd: root });
    expect(second.stderr).toBe('');
    expect(calls()).toHaveLength(1);
  });

  it('installs again when the lockfile changed, and not when only a script did', () => {
    fake('npm', installs);
    setUp('packages', '--', 'node', 'hello.js');
    const manifest = { type: 'module', engines: { node: '>=20.0.0' }, scripts: { extra: 'true' } };
    writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
    expect(nodePackages.isMet(root)).toBe(true);
    writeFileSync(join(root, 'package-lock.json'), '{ "lockfileVersion": 3 }');
    expect(nodePackages.isMet(root)).toBe(false);
  });

  it('builds when a source was changed, added or removed', () => {
    fake('npm', compiles);
    setUp('packages', 'build', '--', 'node', 'hello.js');
    expect(build.isMet(root)).toBe(true);
    appendFileSync(join(root, 'pipeline', 'one.ts'), '// more\n');
    expect(build.isMet(root)).toBe(false);
    setUp('packages', 'build', '--', 'node', 'hello.js');
    expect(build.isMet(root)).toBe(true);
    writeFileSync(join(root, 'pipeline', 'two.ts'), '');
    expect(build.isMet(root)).toBe(false);
    setUp('build', '--', 'node', 'hello.js');
    writeFileSync(join(root, 'dist', 'stale.js'), '');
    rmSync(join(root, 'pipeline', 'two.ts'));
    setUp('build', '--', 'node', 'hello.js');
    expect(existsSync(join(root, 'dist', 'stale.js'))).toBe(false);
  });

  it('does the work once when two run at the same moment', async () => {
    fake('npm', `sleep 0.5\n${installs}`);
    const words = [join(root, 'scripts', 'with-setup.mjs'), 'packages', '--', 'node', 'hello.js'];
    const both = [0, 1].map(() => spawn(process.execPath, words, { env: environment() }));
    const codes = await Promise.all(both.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0]);
    expect(calls()).toHaveLength(1);
  });

  it('takes over the lock of a set-up that was killed', () => {
    fake('npm', installs);
    const lock = join(root, '.polydub', 'setup.lock');
    mkdirSync(lock, { recursive: true });
    const { pid } = spawnSync('true');
    writeFileSync(join(lock, 'owner'), String(pid));
    expect(setUp('packages', '--', 'node', 'hello.js').status).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it('ends with the reason when a step fails, as JSON where JSON was asked for', () => {
    fake('npm', 'echo "no such registry" >&2; exit 1');
    const plain = setUp('packages', '--', 'node', 'hello.js');
    expect(plain.status).toBe(6);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toContain('no such registry');
    const asked = setUp('packages', '--', 'node', 'hello.js', '--json');
    expect(JSON.parse(asked.stdout)).toMatchObject({
      error: { code: 'setup-missing', next: expect.stringContaining('doctor') },
    });
  });

  it('goes on without what it may not install, and says so once', () => {
    for (const name of ['ffmpeg', 'espeak-ng']) fake(name, '');
    const env = { ...environment(), PATH: bin };
    const words = [join(root, 'scripts', 'with-setup.mjs'), 'system', '--', 'node', 'hello.js'];
    const run = () => spawnSync(process.execPath, words, { encoding: 'utf8', env });
    const [first, second] = [run(), run()];
    expect([first.status, second.status]).toEqual([0, 0]);
    expect(first.stderr).toContain('going on without');
    expect(second.stderr).toBe('');
  });

  it('stops when a required package is missing and cannot be installed', () => {
    const words = [join(root, 'scripts', 'with-setup.mjs'), 'system', '--', 'node', 'hello.js'];
    const done = spawnSync(process.execPath, words, { encoding: 'utf8', env: { ...environment(), PATH: bin } });
    expect(done.status).toBe(6);
    expect(done.stderr).toContain('npm run doctor');
  });

  it('runs the command where the person stands when asked to', () => {
    const env = { ...environment(), INIT_CWD: tmpdir() };
    const words = [join(root, 'scripts', 'with-setup.mjs'), '--from-caller', '--', 'node', 'hello.js'];
    const done = spawnSync(process.execPath, words, { encoding: 'utf8', env });
    expect(JSON.parse(done.stdout)).toMatchObject({ cwd: tmpdir() });
  });

  it('ends with the code of the program it ran', () => {
    expect(setUp('--', 'sh', '-c', 'exit 7').status).toBe(7);
  });

  it('costs next to nothing when there is nothing to do', () => {
    const script = join(repository, 'scripts', 'with-setup.mjs');
    // processor time, since this machine may be busy with other tests; `times` prints what the children took
    const cpuMs = () => {
      const words = [
        '-c',
        '"$@" 2>/dev/null; times',
        'sh',
        process.execPath,
        script,
        'system',
        '--',
        'node',
        'scripts/say-ready.mjs',
      ];
      const [, user = '', system = ''] =
        /\n(\S+) (\S+)\n$/.exec(spawnSync('sh', words, { encoding: 'utf8' }).stdout) ?? [];
      return [user, system].reduce((sum, text) => sum + Number(/m([\d.]+)s/.exec(text)?.[1]) * 1000, 0);
    };
    expect(Math.min(...Array.from({ length: 5 }, cpuMs))).toBeLessThan(150);
  });
});

describe('the list of system packages', () => {
  it('probes every package by one thing only, and each id is there once', () => {
    const packages = readPackages();
    expect(new Set(packages.map((item) => item.id)).size).toBe(packages.length);
    for (const { probe, debian } of packages) {
      expect(Object.keys(probe)).toHaveLength(1);
      expect(debian.length).toBeGreaterThan(0);
    }
  });

  it('reports what is not there', () => {
    const [first] = readPackages();
    if (first === undefined) throw new Error('the list is empty');
    const absent = { ...first, id: 'absent', probe: { command: 'no-such-command-anywhere' } };
    expect(findMissingPackages([absent, { ...first, probe: { file: repository } }])).toEqual([absent]);
  });
});

describe('the supported Node versions', () => {
  it.each([
    ['20.19.0', true],
    ['20.18.9', false],
    ['21.9.0', false],
    ['22.12.0', true],
    ['22.11.9', false],
    ['23.5.0', false],
    ['24.0.0', true],
    ['26.1.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isSupportedNode(version, '^20.19.0 || ^22.12.0 || >=24.0.0')).toBe(expected);
  });
});
