import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBicepParser } from './load-bicep-parser.mjs';
import { readDocument } from './read-document.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Every Bicep file of infra/, read.
 * @returns {Promise<readonly import('./read-document.mjs').BicepDocument[]>}
 */
export async function readInfraDocuments() {
  const parser = await loadBicepParser();
  return readdirSync(join(root, 'infra'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.bicep(param)?$/.test(name))
    .sort()
    .map((name) => readDocument(parser, `infra/${name}`, readFileSync(join(root, 'infra', name), 'utf8')));
}
