import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { apertiumLanguageTag } from './apertium-languages.js';
import { type PipelineStage, parseMode } from './parse-mode.js';

/** A translation direction that is installed and complete. */
export interface Mode {
  /** Apertium's name, for example `eng-spa`. */
  readonly name: string;
  /** BCP-47. */
  readonly from: string;
  readonly to: string;
  readonly stages: readonly PipelineStage[];
}

/** Where Debian puts the modes. */
export const APERTIUM_MODES_DIRECTORY = '/usr/share/apertium/modes';

/** Directions that run and are of no use, and why. */
const UNUSABLE: ReadonlyMap<string, string> = new Map([
  ['en hr', 'leaves most words in English'],
  ['en sr', 'leaves most words in English'],
  ['en bs', 'leaves most words in English'],
]);

/**
 * Lists the usable directions of an installation: both sides known, every program plain, every data file present,
 * not in the table of useless ones. Empty where Apertium is not installed.
 */
export async function findModes(directory: string = APERTIUM_MODES_DIRECTORY): Promise<readonly Mode[]> {
  if (!existsSync(directory)) return [];
  const names = (await readdir(directory)).filter((name) => name.endsWith('.mode')).sort();
  const modes = await Promise.all(names.map((name) => readMode(directory, name.slice(0, -'.mode'.length))));
  return modes.filter((mode) => mode !== undefined);
}

async function readMode(directory: string, name: string): Promise<Mode | undefined> {
  const [left = '', right = '', ...more] = name.split('-');
  const from = apertiumLanguageTag(left);
  const to = apertiumLanguageTag(right);
  if (from === undefined || to === undefined || more.length > 0 || UNUSABLE.has(`${from} ${to}`)) return undefined;
  const stages = parseMode(await readFile(join(directory, `${name}.mode`), 'utf8'));
  const files = stages?.flatMap((stage) => stage.args).filter((arg) => arg.startsWith('/'));
  if (stages === undefined || files === undefined || !files.every((file) => existsSync(file))) return undefined;
  return { name, from, to, stages };
}
