// Writes resource-shapes.json: the published shape of every resource that infra/ declares, cut down to what it uses.
//   node scripts/infra/make-resource-shapes.mjs <folder or git directory of Azure/bicep-types-az>
// Run it after declaring another resource, version or property; `npm run infra:check` then judges by it.
import { writeFileSync } from 'node:fs';
import { cutShape } from './cut-shape.mjs';
import { openTypeLibrary } from './open-type-library.mjs';
import { readInfraDocuments } from './read-infra-documents.mjs';

const [library] = process.argv.slice(2);
if (library === undefined) throw new Error('usage: make-resource-shapes.mjs <folder of Azure/bicep-types-az>');
const findType = openTypeLibrary(library);
const documents = await readInfraDocuments();
const declared = documents.flatMap((document) => document.resources.map((resource) => ({ document, resource })));
const names = [...new Set(declared.map(({ resource }) => `${resource.type}@${resource.version}`))].sort();
const shapes = Object.fromEntries(
  names.map((name) => {
    const { types, body } = findType(name);
    const uses = declared
      .filter(({ resource }) => `${resource.type}@${resource.version}` === name && !resource.isExisting)
      .map(({ document, resource }) => ({ document, expression: resource.body }));
    return [name, cutShape({ types, index: body, uses }) ?? { kind: 'any' }];
  }),
);
writeFileSync(new URL('./resource-shapes.json', import.meta.url), `${JSON.stringify(shapes, undefined, 1)}\n`);
process.stdout.write(`${names.length} resource types written\n`);
