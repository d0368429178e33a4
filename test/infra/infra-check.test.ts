import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-bicep-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command with a Bicep compiler that says `complaint`. */
function runWithCompiler(complaint: string) {
  const bicep = join(folder, 'bicep');
  writeFileSync(bicep, `#!/bin/sh\necho "$@" >> "${folder}/calls"\nprintf '%s' '${complaint}' >&2\n`);
  chmodSync(bicep, 0o755);
  return spawnSync(process.execPath, ['scripts/infra-check.mjs'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` },
  });
}

describe.skipIf(process.platform === 'win32')('npm run infra:check', () => {
  it('is green on this repository and compiles where Bicep is installed', () => {
    const done = runWithCompiler('');
    expect(done.stderr).toMatch(/\d+ Bicep files, \d+ resources, compiled: 0 findings/);
    expect(done.status).toBe(0);
  });

  it('fails on a mere warning of the compiler', () => {
    const done = runWithCompiler('infra/main.bicep(3,7) : Warning no-unused-params: "x" is declared but never used.');
    expect(done.stderr).toContain('Warning no-unused-params');
    expect(done.status).toBe(1);
  });
});
