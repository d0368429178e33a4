import { readFileSync } from 'node:fs';

/**
 * @typedef {'required' | 'recommended' | 'optional' | 'tests'} Need
 * @typedef {Readonly<{ command?: string, file?: string }>} Probe
 * @typedef {Readonly<{ id: string, capability: string, gives: string, need: Need, probe: Probe,
 *   debian: readonly string[], brew: readonly string[] }>} SystemPackage
 */

/**
 * The list of system packages, `scripts/packages.json`.
 * @returns {readonly SystemPackage[]}
 */
export function readPackages() {
  return JSON.parse(readFileSync(new URL('../packages.json', import.meta.url), 'utf8')).packages;
}
