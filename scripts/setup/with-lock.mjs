import { accessSync, constants, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/** How often a waiting set-up looks whether the other one is done, in ms. */
const POLL_MS = 200;

/** A lock folder without an owner file for this long was left by a process that died between two calls, in ms. */
const ORPHAN_MS = 10_000;

/**
 * Runs `work` while no other process on this machine does, waiting for the one that does.
 * A lock whose owner is dead is taken over. `work` must look again at what is left to do: the other one may have done it.
 * @param {string} folder path of the lock folder
 * @param {() => void} work
 */
export function withLock(folder, work) {
  makeParent(folder);
  let hasTold = false;
  while (!tryTake(folder)) {
    if (!isAbandoned(folder)) {
      if (!hasTold) say('another set-up is running here; waiting for it');
      hasTold = true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
      continue;
    }
    discard(folder);
  }
  try {
    work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function makeParent(folder) {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    accessSync(dirname(folder), constants.W_OK);
  } catch {
    throw new SetupError(`cannot write to ${dirname(folder)}; run this from a copy of the project that is yours`);
  }
}

/** @param {string} folder */
function tryTake(folder) {
  try {
    mkdirSync(folder);
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) return false;
    throw cause;
  }
  writeFileSync(join(folder, 'owner'), String(process.pid));
  return true;
}

/** @param {string} folder */
function isAbandoned(folder) {
  try {
    const owner = Number(readFileSync(join(folder, 'owner'), 'utf8'));
    if (owner > 0) return !isAlive(owner);
  } catch {
    // no owner file (yet): judged by age below
  }
  try {
    return Date.now() - statSync(folder).mtimeMs > ORPHAN_MS;
  } catch {
    return false; // gone meanwhile: the next try takes it
  }
}

/**
 * Renames before it removes, so that of two waiting processes one alone discards the old lock.
 * @param {string} folder
 */
function discard(folder) {
  const grave = `${folder}.${process.pid}`;
  try {
    renameSync(folder, grave);
  } catch {
    return; // another waiting process was first
  }
  rmSync(grave, { recursive: true, force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return isCode(cause, 'EPERM');
  }
}

/**
 * @param {unknown} cause
 * @param {string} code
 */
function isCode(cause, code) {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
