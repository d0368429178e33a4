import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprintFolder } from '../../scripts/infra/fingerprint-folder.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'polydub-context-'));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'main.js'), 'run();\n');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the name of an image', () => {
  it('is the same for the same files, whenever they were written', () => {
    const first = fingerprintFolder(folder);
    writeFileSync(join(folder, 'dist', 'main.js'), 'run();\n');
    expect(fingerprintFolder(folder)).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['a changed byte', () => writeFileSync(join(folder, 'dist', 'main.js'), 'run() ;\n')],
    ['another file', () => writeFileSync(join(folder, 'dist', 'more.js'), '')],
  ])('differs for %s', (_what, change) => {
    const first = fingerprintFolder(folder);
    change();
    expect(fingerprintFolder(folder)).not.toBe(first);
  });

  it('does not hang on source maps, and differs by the arguments it is built with', () => {
    const first = fingerprintFolder(folder);
    writeFileSync(join(folder, 'dist', 'main.js.map'), '{}');
    expect(fingerprintFolder(folder)).toBe(first);
    expect(fingerprintFolder(folder, 'BASE_IMAGE=cuda')).not.toBe(first);
  });
});
