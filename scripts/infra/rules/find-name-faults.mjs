import { namesOf } from '../names-of.mjs';

/**
 * @typedef {import('../finding.mjs').Finding} Finding
 * @typedef {import('../read-document.mjs').BicepDocument} BicepDocument
 */

const QUEUES = 'Microsoft.ServiceBus/namespaces/queues';
const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers';

/** Containers of the platform and of people, which are not among those of the jobs. */
const HOST_CONTAINERS = ['deployments', 'event-dead-letters', 'models'];

/**
 * Queues, containers and functions that infra/ and the code name differently.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findNameFaults({ documents, code }) {
  return [
    ...judgeDeclared(documents, QUEUES, code.queueNames, 'queue'),
    ...judgeDeclared(documents, CONTAINERS, [...code.containerNames, ...HOST_CONTAINERS], 'container'),
    ...documents.flatMap((document) => [
      ...judgeReferences(document, QUEUES, code.queueNames, 'queue'),
      ...judgeReferences(document, CONTAINERS, [...code.containerNames, ...HOST_CONTAINERS], 'container'),
      ...judgeMentions(document, /'((?:tasks|task)-[a-z]+)'/g, code.queueNames, 'queue'),
      ...judgeMentions(document, /container: '([\w-]+)'/g, code.containerNames, 'container'),
      ...judgeMentions(document, /prefixMatch: \['([\w-]+)\/'\]/g, code.containerNames, 'container'),
      ...judgeMentions(document, /\/containers\/([\w-]+)\//g, code.containerNames, 'container'),
      ...judgeMentions(document, /Host\.Functions\.([\w-]+)/g, functionNames(code.functionsSource), 'function'),
    ]),
  ];
}

/**
 * @param {readonly BicepDocument[]} documents
 * @param {string} type
 * @param {readonly string[]} expected
 * @param {string} word
 * @returns {readonly Finding[]}
 */
function judgeDeclared(documents, type, expected, word) {
  const declared = documents.flatMap((document) =>
    document.resources
      .filter((resource) => resource.type === type && !resource.isExisting)
      .flatMap((resource) =>
        namesOf(resource, document).map((name) => ({ name, path: document.path, line: resource.line })),
      ),
  );
  const missing = expected.filter((name) => !declared.some((each) => each.name === name));
  const unknown = declared.filter(({ name }) => !expected.includes(name));
  return [
    ...missing.map((name) =>
      finding(declared[0]?.path ?? 'infra', 1, `the ${word} ${name} of the code is not declared`),
    ),
    ...unknown.map(({ name, path, line }) => finding(path, line, `the code knows no ${word} ${name}`)),
  ];
}

/**
 * @param {BicepDocument} document
 * @param {string} type
 * @param {readonly string[]} expected
 * @param {string} word
 * @returns {readonly Finding[]}
 */
function judgeReferences(document, type, expected, word) {
  return document.resources
    .filter((resource) => resource.type === type && resource.isExisting)
    .flatMap((resource) =>
      namesOf(resource, document)
        .filter((name) => !expected.includes(name))
        .map((name) => finding(document.path, resource.line, `the code knows no ${word} ${name}`)),
    );
}

/**
 * @param {BicepDocument} document
 * @param {RegExp} pattern
 * @param {readonly string[]} expected
 * @param {string} word
 * @returns {readonly Finding[]}
 */
function judgeMentions({ path, text }, pattern, expected, word) {
  return [...text.matchAll(pattern)]
    .filter(([, name = '']) => !expected.includes(name))
    .map(({ index, 1: name }) =>
      finding(path, text.slice(0, index).split('\n').length, `the code knows no ${word} ${name}`),
    );
}

/** @param {string} source */
function functionNames(source) {
  return [...source.matchAll(/app\.\w+\('([\w-]+)'/g)].map(([, name = '']) => name);
}

/**
 * @param {string} path
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding(path, line, message) {
  return { rule: 'names', path, line, message };
}
