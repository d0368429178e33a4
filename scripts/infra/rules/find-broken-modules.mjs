import { posix } from 'node:path';
import { propertyOf } from '../property-of.mjs';

/**
 * @typedef {import('../read-document.mjs').BicepDocument} BicepDocument
 * @typedef {import('../finding.mjs').Finding} Finding
 */

/**
 * Modules that do not exist, parameters a module does not have or lacks, outputs it does not have.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findBrokenModules({ documents }) {
  return documents.flatMap((document) => [
    ...document.modules.flatMap((module) => {
      const path = posix.join(posix.dirname(document.path), module.path);
      const target = documents.find((each) => each.path === path);
      if (target === undefined) {
        return [finding(document, module.line, `module ${module.symbol}: ${module.path} does not exist`)];
      }
      return [...judgeParameters(document, module, target), ...judgeOutputs(document, module, target)];
    }),
    ...judgeParameterFile(document, documents),
  ]);
}

/**
 * @param {BicepDocument} document
 * @param {import('../read-document.mjs').Module} module
 * @param {BicepDocument} target
 * @returns {readonly Finding[]}
 */
function judgeParameters(document, module, target) {
  const given = propertyOf(module.body, 'params');
  const names = given?.kind === 'object' ? given.properties : [];
  const unknown = names.filter(({ name }) => !target.parameters.some((each) => each.name === name));
  const missing = target.parameters.filter((each) => !each.hasDefault && !names.some(({ name }) => name === each.name));
  return [
    ...unknown.map(({ name, line }) => finding(document, line, `${module.path} has no parameter ${name}`)),
    ...missing.map(({ name }) => finding(document, module.line, `${module.path} lacks its parameter ${name}`)),
  ];
}

/**
 * @param {BicepDocument} document
 * @param {import('../read-document.mjs').Module} module
 * @param {BicepDocument} target
 * @returns {readonly Finding[]}
 */
function judgeOutputs(document, module, target) {
  const uses = [...document.text.matchAll(new RegExp(`\\b${module.symbol}!?\\.outputs\\.(\\w+)`, 'g'))];
  return uses
    .filter(([, name]) => !target.outputs.some((each) => each.name === name))
    .map(({ index, 1: name }) => {
      const line = document.text.slice(0, index).split('\n').length;
      return finding(document, line, `${module.path} has no output ${name}`);
    });
}

/**
 * @param {BicepDocument} document
 * @param {readonly BicepDocument[]} documents
 * @returns {readonly Finding[]}
 */
function judgeParameterFile(document, documents) {
  if (document.using === undefined) return [];
  const path = posix.join(posix.dirname(document.path), document.using);
  const target = documents.find((each) => each.path === path);
  if (target === undefined) return [finding(document, 1, `${document.using} does not exist`)];
  const unknown = document.parameters.filter(({ name }) => !target.parameters.some((each) => each.name === name));
  const missing = target.parameters.filter(
    ({ name, hasDefault }) => !hasDefault && !document.parameters.some((each) => each.name === name),
  );
  return [
    ...unknown.map(({ name, line }) => finding(document, line, `${document.using} has no parameter ${name}`)),
    ...missing.map(({ name }) => finding(document, 1, `${document.using} lacks its parameter ${name}`)),
  ];
}

/**
 * @param {BicepDocument} document
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding({ path }, line, message) {
  return { rule: 'modules', path, line, message };
}
