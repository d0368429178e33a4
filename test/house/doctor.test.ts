import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listChecks } from '../../scripts/doctor/list-checks.mjs';
import type { MachineFacts } from '../../scripts/doctor/probe-machine.mjs';
import { renderReport } from '../../scripts/doctor/render-report.mjs';
import { readPackages } from '../../scripts/setup/read-packages.mjs';

const root = join(import.meta.dirname, '..', '..');
const range = '^20.19.0 || ^22.12.0 || >=24.0.0';

/** A machine that has everything. */
const whole: MachineFacts = {
  nodeVersion: '22.12.0',
  platform: 'linux',
  isRoot: true,
  hasApt: true,
  hasInstalled: true,
  missingIds: [],
  ffmpegVersion: '5.1.9',
  ffmpegWords: 'libx264 aac mov_text scdet loudnorm ebur128 sidechaincompress silencedetect subtitles file'.split(' '),
  freeBytes: { '/': 50 * 1024 ** 3 },
  tools: { func: '/usr/bin/func', az: '/usr/bin/az', bicep: '/usr/bin/bicep', docker: '/usr/bin/docker' },
};

const judge = (facts: Partial<MachineFacts>) => listChecks({ ...whole, ...facts }, readPackages(), range);
const missing = (facts: Partial<MachineFacts>) => judge(facts).filter((check) => !check.isPresent);

describe('doctor', () => {
  it('finds nothing to do on a machine that has everything', () => {
    expect(missing({})).toEqual([]);
    expect(renderReport(judge({}), 'linux')).toMatch(/Ready\.$/);
  });

  it.each([
    ['an old Node', { nodeVersion: '20.18.1' }, 'node'],
    ['an odd Node between two supported ones', { nodeVersion: '21.7.0' }, 'node'],
    ['a clone before npm ci', { hasInstalled: false }, 'npm-packages'],
    ['no ffmpeg', { ffmpegVersion: undefined, missingIds: ['ffmpeg'] }, 'ffmpeg'],
    ['an ffmpeg without a filter we use', { ffmpegWords: ['libx264', 'aac'] }, 'ffmpeg-features'],
    ['a full disk', { freeBytes: { '/': 1024 } }, 'disk /'],
    ['no espeak-ng', { missingIds: ['espeak-ng'] }, 'espeak-ng'],
  ])('calls %s a required piece that is missing', (_, facts, id) => {
    expect(missing(facts)).toContainEqual(expect.objectContaining({ id, need: 'required' }));
  });

  it('names a command for Debian and for macOS for every missing piece', () => {
    const all = missing({ missingIds: readPackages().map((item) => item.id), tools: {}, hasInstalled: false });
    expect(all.length).toBeGreaterThan(25);
    for (const check of all) {
      expect(check.install.debian).not.toBe('');
      expect(check.install.macos).not.toBe('');
    }
  });

  it('gives one command for all that apt can bring, with sudo for those who are not root', () => {
    const facts = { missingIds: ['espeak-ng', 'apertium-eng-spa'], isRoot: false };
    expect(renderReport(judge(facts), 'linux')).toContain(
      'sudo apt-get install -y --no-install-recommends espeak-ng libespeak-ng1 apertium-eng-spa',
    );
  });

  it('puts the Homebrew command first on a Mac', () => {
    const report = renderReport(judge({ missingIds: ['espeak-ng'] }), 'darwin');
    expect(report.indexOf('brew install espeak-ng')).toBeLessThan(report.indexOf('apt-get install'));
  });

  it('runs on a bare machine, ends with 1 and keeps standard output a single JSON document', () => {
    const done = spawnSync(process.execPath, [join(root, 'scripts', 'doctor.mjs'), '--json'], {
      env: { PATH: '/nowhere' },
      encoding: 'utf8',
    });
    expect(done.status).toBe(1);
    const { isReady, checks } = JSON.parse(done.stdout);
    expect(isReady).toBe(false);
    expect(checks).toContainEqual(expect.objectContaining({ id: 'ffmpeg', isPresent: false }));
  });
});
