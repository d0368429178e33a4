import { spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCommand } from '../setup/find-command.mjs';
import { findMissingPackages } from '../setup/find-missing-packages.mjs';
import { readPackages } from '../setup/read-packages.mjs';

/** A probe that does not answer in this time counts as not there, in ms. */
const PROBE_TIMEOUT_MS = 10_000;

/**
 * What `doctor` found on this machine; plain data, so that judging it is a pure function.
 * @typedef {Readonly<{
 *   nodeVersion: string, platform: string, isRoot: boolean, hasApt: boolean, hasInstalled: boolean,
 *   missingIds: readonly string[], ffmpegVersion: string | undefined, ffmpegWords: readonly string[],
 *   freeBytes: Readonly<Record<string, number>>, tools: Readonly<Record<string, string | undefined>>,
 * }>} MachineFacts
 */

/**
 * Looks at this machine. Changes nothing.
 * @param {string} root the repository
 * @returns {MachineFacts}
 */
export function probeMachine(root) {
  const listings = ['-filters', '-encoders', '-demuxers', '-protocols'].map((flag) =>
    print('ffmpeg', ['-hide_banner', flag]),
  );
  return {
    nodeVersion: process.versions.node,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasApt: findCommand('apt-get') !== undefined,
    hasInstalled: existsSync(join(root, 'node_modules', 'zod', 'package.json')),
    missingIds: findMissingPackages(readPackages()).map((item) => item.id),
    ffmpegVersion: /ffmpeg version (\S+)/.exec(print('ffmpeg', ['-version']))?.[1],
    ffmpegWords: [...new Set(listings.join('\n').split(/[\s,]+/))],
    freeBytes: { [root]: freeBytes(root), [tmpdir()]: freeBytes(tmpdir()) },
    tools: Object.fromEntries(['func', 'az', 'bicep', 'docker'].map((name) => [name, findCommand(name)])),
  };
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function print(command, args) {
  const done = spawnSync(command, [...args], { encoding: 'utf8', timeout: PROBE_TIMEOUT_MS });
  return done.status === 0 ? done.stdout : '';
}

/** @param {string} folder */
function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
