import { builtInRoles } from '../built-in-roles.mjs';
import { propertyOf } from '../property-of.mjs';

/** @typedef {import('../finding.mjs').Finding} Finding */

/** The one file that may assign roles. */
const RBAC = 'infra/app/rbac.bicep';
const ASSIGNMENT = 'Microsoft.Authorization/roleAssignments';

/**
 * Role assignments outside rbac.bicep, unknown or unused roles, and assignments that name no role of its list.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findRoleFaults({ documents }) {
  const strays = documents
    .filter(({ path }) => path !== RBAC)
    .flatMap(({ path, resources }) =>
      resources
        .filter(({ type, isExisting }) => type === ASSIGNMENT && !isExisting)
        .map(({ line, symbol }) => finding(path, line, `${symbol} assigns a role outside ${RBAC}`)),
    );
  const rbac = documents.find(({ path }) => path === RBAC);
  return rbac === undefined ? [...strays, finding(RBAC, 1, 'does not exist')] : [...strays, ...judgeRoles(rbac)];
}

/**
 * @param {import('../read-document.mjs').BicepDocument} rbac
 * @returns {readonly Finding[]}
 */
function judgeRoles({ path, text, variables, resources }) {
  const list = variables.find(({ name }) => name === 'roles')?.value;
  if (list?.kind !== 'object') return [finding(path, 1, 'there is no object `roles`')];
  const known = new Map(Object.entries(builtInRoles));
  const inList = list.properties.flatMap(({ name, line, value }) => [
    ...(value.kind === 'string' && known.get(name) === value.value
      ? []
      : [finding(path, line, `${name} is not the id of that built-in role`)]),
    ...(text.includes(`roles.${name}`) ? [] : [finding(path, line, `${name} is assigned to nobody`)]),
  ]);
  const assigned = resources
    .filter(({ type }) => type === ASSIGNMENT)
    .flatMap(({ line, symbol, body }) => {
      const scope = propertyOf(body, 'scope');
      const role = propertyOf(body, 'properties', 'roleDefinitionId');
      return [
        ...(scope === undefined ? [finding(path, line, `${symbol} has no scope: it would reach the whole group`)] : []),
        ...(/, (roles\.\w+|role|each\.role)\)$/.test(role?.text ?? '')
          ? []
          : [finding(path, line, `${symbol} names no role of the list`)]),
      ];
    });
  const names = list.properties.map(({ name }) => name);
  const strange = [...text.matchAll(/roles\.(\w+)/g)]
    .filter(([, name = '']) => !names.includes(name))
    .map(({ 1: name, index }) => finding(path, text.slice(0, index).split('\n').length, `there is no role ${name}`));
  return [...inList, ...assigned, ...strange];
}

/**
 * @param {string} path
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding(path, line, message) {
  return { rule: 'roles', path, line, message };
}
