import { listItems } from '../list-items.mjs';
import { envReaders, platformSettings, unsetSettings } from '../platform-settings.mjs';
import { propertyOf } from '../property-of.mjs';

/**
 * @typedef {import('../finding.mjs').Finding} Finding
 * @typedef {import('../read-document.mjs').BicepDocument} BicepDocument
 * @typedef {Readonly<{ name: string, line: number }>} Setting
 */

/**
 * Settings the code reads and nothing sets, and settings nobody reads.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findSettingFaults({ documents, code }) {
  const app = settingsIn(documents, 'Microsoft.Web/sites/config', appSettings);
  const workers = ['Microsoft.App/jobs', 'Microsoft.App/containerApps'].map((type) =>
    settingsIn(documents, type, containerSettings),
  );
  const stale = unsetSettings.filter(({ name }) => ![...code.appReads, ...code.workerReads].includes(name));
  return [
    ...judge(app, code.appReads, 'functions'),
    ...workers.flatMap((worker) => judge(worker, code.workerReads, 'gpu-container')),
    ...code.envReaders
      .filter((path) => !envReaders.includes(path))
      .map((path) => finding(path, 1, 'reads the environment unseen: read settings where the others are read')),
    ...stale.map(({ name }) => finding('scripts/infra/platform-settings.mjs', 1, `${name} is read by nobody any more`)),
  ];
}

/**
 * @param {Readonly<{ path: string, settings: readonly Setting[] }>} given
 * @param {readonly string[]} reads
 * @param {string} reader
 * @returns {readonly Finding[]}
 */
function judge({ path, settings }, reads, reader) {
  const excused = unsetSettings.map(({ name }) => name);
  const missing = reads.filter((name) => !excused.includes(name) && !settings.some((each) => each.name === name));
  const unread = settings.filter(
    ({ name }) => !reads.includes(name) && !(reader === 'functions' && isOfPlatform(name)),
  );
  return [
    ...missing.map((name) => finding(path, 1, `${reader} reads ${name}, and nothing sets it`)),
    ...unread.map(({ name, line }) => finding(path, line, `${name} is set, and ${reader} does not read it`)),
  ];
}

/** @param {string} name */
function isOfPlatform(name) {
  return platformSettings.some((each) => (each.name.endsWith('__') ? name.startsWith(each.name) : name === each.name));
}

/**
 * @param {readonly BicepDocument[]} documents
 * @param {string} type
 * @param {(body: import('../read-expression.mjs').Expression, document: BicepDocument) => readonly Setting[]} read
 */
function settingsIn(documents, type, read) {
  const found = documents.flatMap((document) =>
    document.resources
      .filter((resource) => resource.type === type && !resource.isExisting)
      .map(({ body }) => ({ path: document.path, settings: read(body, document) })),
  );
  return { path: found[0]?.path ?? 'infra', settings: found.flatMap(({ settings }) => settings) };
}

/** @param {import('../read-expression.mjs').Expression} body */
function appSettings(body) {
  const properties = propertyOf(body, 'properties');
  return properties?.kind === 'object' ? properties.properties : [];
}

/**
 * @param {import('../read-expression.mjs').Expression} body
 * @param {BicepDocument} document
 */
function containerSettings(body, document) {
  const containers = propertyOf(body, 'properties', 'template', 'containers');
  if (containers === undefined) return [];
  return listItems(containers, document).flatMap((container) => {
    const env = propertyOf(container, 'env');
    if (env === undefined) return [];
    return listItems(env, document).flatMap((item) => {
      const name = propertyOf(item, 'name');
      return name?.kind === 'string' ? [{ name: name.value, line: item.line }] : [];
    });
  });
}

/**
 * @param {string} path
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding(path, line, message) {
  return { rule: 'settings', path, line, message };
}
