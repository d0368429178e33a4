import { existsSync } from 'node:fs';
import { findCommand } from './find-command.mjs';

/**
 * The packages whose probe finds nothing on this machine.
 * @param {readonly import('./read-packages.mjs').SystemPackage[]} packages
 * @returns {readonly import('./read-packages.mjs').SystemPackage[]}
 */
export function findMissingPackages(packages) {
  return packages.filter(({ probe }) => {
    if (probe.command !== undefined) return findCommand(probe.command) === undefined;
    return probe.file === undefined || !existsSync(probe.file);
  });
}
