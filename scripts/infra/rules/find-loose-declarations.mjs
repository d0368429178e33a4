/** @typedef {import('../finding.mjs').Finding} Finding */

/**
 * Parameters and outputs without a description, and declarations nothing uses.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findLooseDeclarations({ documents }) {
  return documents
    .filter(({ using }) => using === undefined)
    .flatMap((document) => [...judgeDescriptions(document), ...judgeUses(document)]);
}

/**
 * @param {import('../read-document.mjs').BicepDocument} document
 * @returns {readonly Finding[]}
 */
function judgeDescriptions({ path, parameters, outputs }) {
  return [...parameters, ...outputs]
    .filter(({ description }) => description === undefined || description.trim().length < 8)
    .map(({ name, line }) => ({ rule: 'descriptions', path, line, message: `${name} is not described` }));
}

/**
 * @param {import('../read-document.mjs').BicepDocument} document
 * @returns {readonly Finding[]}
 */
function judgeUses({ path, text, parameters, variables, resources }) {
  const code = text.replace(/@description\('(?:[^'\\]|\\.)*'\)/g, '').replace(/^\s*\/\/.*$/gm, '');
  const named = [
    ...parameters.map(({ name, line }) => ({ name, line })),
    ...variables.map(({ name, line }) => ({ name, line })),
    ...resources.filter(({ isExisting }) => isExisting).map(({ symbol, line }) => ({ name: symbol, line })),
  ];
  return named
    .filter(({ name }) => uses(code, name) < 2)
    .map(({ name, line }) => ({ rule: 'unused', path, line, message: `${name} is used nowhere` }));
}

/**
 * How often a name stands for itself: not as a property's name, and not behind a dot.
 * @param {string} code
 * @param {string} name
 */
function uses(code, name) {
  const stands = `(?<![.\\w'-])${name}(?![\\w'-]|\\s*:)`;
  return [...code.matchAll(new RegExp(`${stands}|\\bin ${name}:`, 'g'))].length;
}
