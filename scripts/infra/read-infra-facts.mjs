import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPackages } from '../setup/read-packages.mjs';
import { readInfraDocuments } from './read-infra-documents.mjs';

/**
 * Everything the rules judge, as it stands in the repository.
 * @param {string} root
 * @param {import('./code-facts.mjs').CodeFacts} code
 * @returns {Promise<import('./infra-facts.mjs').InfraFacts>}
 */
export async function readInfraFacts(root, code) {
  /** @param {string} path */
  const read = (path) => readFileSync(join(root, path), 'utf8');
  return {
    documents: await readInfraDocuments(),
    shapes: JSON.parse(read('scripts/infra/resource-shapes.json')),
    code,
    dockerfile: read('gpu-container/Dockerfile'),
    azureYaml: read('azure.yaml'),
    workbook: read('infra/app/workbook.json'),
    systemPackages: readPackages(),
  };
}
