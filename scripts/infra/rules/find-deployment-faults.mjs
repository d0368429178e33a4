/** @typedef {import('../finding.mjs').Finding} Finding */

const PATH = 'azure.yaml';

/**
 * An azure.yaml that does not fit infra/: services no resource is tagged for, hooks that are not scripts of this
 * repository.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findDeploymentFaults({ azureYaml, documents }) {
  const services = /^services:\n((?:[ \t].*\n|\n)+)/m.exec(azureYaml)?.[1] ?? '';
  const names = [...services.matchAll(/^ {2}([\w-]+):/gm)].map(([, name = '']) => name);
  const tagged = documents.flatMap(({ text }) =>
    [...text.matchAll(/'azd-service-name': '([\w-]+)'/g)].map(([, name = '']) => name),
  );
  const scripts = [...azureYaml.matchAll(/run: (.*)/g)].filter(
    ([, command = '']) => !/^node scripts\/infra\/[\w-]+\.mjs( [\w-]+)*$/.test(command.trim()),
  );
  const provisions = [...azureYaml.matchAll(/- azd: provision/g)].length;
  return [
    ...names.filter((name) => !tagged.includes(name)).map((name) => finding(`no resource is tagged for ${name}`)),
    ...tagged.filter((name) => !names.includes(name)).map((name) => finding(`there is no service ${name}`)),
    ...scripts.map(([command]) => finding(`${command} is no script of scripts/infra/`)),
    ...(provisions === 2 ? [] : [finding('`up` must provision twice: the image is built between')]),
  ];
}

/**
 * @param {string} message
 * @returns {Finding}
 */
function finding(message) {
  return { rule: 'deployment', path: PATH, line: 1, message };
}
