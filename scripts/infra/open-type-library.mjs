import { execFileSync } from 'node:child_process';

/**
 * One entry of a types.json file of Azure/bicep-types-az.
 * @typedef {Readonly<{ $type: string, name?: string, value?: string, body?: Reference, itemType?: Reference,
 *   properties?: Readonly<Record<string, Readonly<{ type: Reference, flags: number }>>>, additionalProperties?: Reference,
 *   baseProperties?: Readonly<Record<string, Readonly<{ type: Reference, flags: number }>>>, discriminator?: string,
 *   elements?: readonly Reference[] | Readonly<Record<string, Reference>> }>} PublishedType
 * @typedef {Readonly<{ $ref: string }>} Reference `#/12`: the twelfth entry
 */

/** A types.json file has some megabytes. */
const MAX_BYTES = 256 * 1024 ** 2;

/**
 * Opens a checkout (or a bare git directory) of Azure/bicep-types-az.
 * @param {string} directory
 * @returns {(name: string) => Readonly<{ types: readonly PublishedType[], body: number }>} finds `Type@version`
 */
export function openTypeLibrary(directory) {
  /** @param {readonly string[]} args */
  const git = (args) => execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8', maxBuffer: MAX_BYTES });
  const files = git(['ls-tree', '-r', '--name-only', 'HEAD', 'generated']).split('\n');
  /** @type {Map<string, readonly PublishedType[]>} */
  const read = new Map();
  return (name) => {
    const [type = '', version = ''] = name.split('@');
    const folder = `/${type.split('/')[0]?.toLowerCase()}/${version}/types.json`;
    for (const file of files.filter((path) => path.endsWith(folder))) {
      const types = read.get(file) ?? JSON.parse(git(['show', `HEAD:${file}`]));
      read.set(file, types);
      const found = types.find(
        (/** @type {PublishedType} */ each) =>
          each.$type === 'ResourceType' && each.name?.toLowerCase() === name.toLowerCase(),
      );
      if (found?.body !== undefined) return { types, body: Number(found.body.$ref.slice(2)) };
    }
    throw new Error(`${name} is not published in ${directory}`);
  };
}
