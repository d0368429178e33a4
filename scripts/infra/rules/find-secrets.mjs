import { propertyOf } from '../property-of.mjs';

/** @typedef {import('../finding.mjs').Finding} Finding */

/** An output or a parameter named like this holds a secret, or soon will. */
const SECRET_NAME = /(key|secret|password|passwd|pwd|connection_?string|sas|credentials?)$/i;
const READS_SECRET =
  /\blist[A-Z]\w*\s*\(|\.(primary|secondary)(Master)?Key\b|ConnectionString\b|systemKeys|functionKeys/;

/** Where a secret is read on purpose: it goes from one Azure service to another and is shown to nobody. */
const ALLOWED_READS = [
  { path: 'infra/events.bicep', text: 'systemKeys.blobs_extension' },
  { path: 'infra/app/functions.bicep', text: 'APPLICATIONINSIGHTS_CONNECTION_STRING' },
  { path: 'infra/app/worker-job.bicep', text: 'APPLICATIONINSIGHTS_CONNECTION_STRING' },
];

/** What must be switched off, or on, so that only identities get in. */
const IDENTITY_ONLY = [
  { type: 'Microsoft.Storage/storageAccounts', property: 'allowSharedKeyAccess', value: 'false' },
  { type: 'Microsoft.Storage/storageAccounts', property: 'allowBlobPublicAccess', value: 'false' },
  { type: 'Microsoft.ServiceBus/namespaces', property: 'disableLocalAuth', value: 'true' },
  { type: 'Microsoft.ContainerRegistry/registries', property: 'adminUserEnabled', value: 'false' },
  { type: 'Microsoft.EventGrid/topics', property: 'disableLocalAuth', value: 'true' },
  { type: 'Microsoft.CognitiveServices/accounts', property: 'disableLocalAuth', value: 'true' },
  { type: 'Microsoft.Insights/components', property: 'DisableLocalAuth', value: 'true' },
  { type: 'Microsoft.Web/sites/basicPublishingCredentialsPolicies', property: 'allow', value: 'false' },
];

/**
 * Secrets in outputs or parameters, keys read where no key is needed, and services that accept keys.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findSecrets({ documents }) {
  return documents.flatMap((document) => [
    ...judgeOutputs(document),
    ...judgeParameters(document),
    ...judgeReads(document),
    ...judgeAccess(document),
  ]);
}

/** @param {import('../read-document.mjs').BicepDocument} document */
function judgeOutputs({ path, outputs }) {
  return outputs
    .filter(({ name, value }) => SECRET_NAME.test(name) || READS_SECRET.test(value.text))
    .map(({ name, line }) => finding(path, line, `output ${name} shows a secret`));
}

/** @param {import('../read-document.mjs').BicepDocument} document */
function judgeParameters({ path, parameters }) {
  return parameters
    .filter(({ name, isSecure }) => isSecure || SECRET_NAME.test(name))
    .map(({ name, line }) => finding(path, line, `parameter ${name} takes a secret; an identity needs none`));
}

/** @param {import('../read-document.mjs').BicepDocument} document */
function judgeReads({ path, text }) {
  return text.split('\n').flatMap((content, index) => {
    const isAllowed = ALLOWED_READS.some((each) => each.path === path && content.includes(each.text));
    if (isAllowed || /^\s*\/\//.test(content) || !READS_SECRET.test(content)) return [];
    return [finding(path, index + 1, 'reads a secret; an identity needs none')];
  });
}

/** @param {import('../read-document.mjs').BicepDocument} document */
function judgeAccess({ path, resources }) {
  return resources
    .filter(({ isExisting }) => !isExisting)
    .flatMap(({ type, line, symbol, body }) =>
      IDENTITY_ONLY.filter((rule) => rule.type === type)
        .filter(({ property, value }) => propertyOf(body, 'properties', property)?.text !== value)
        .map(({ property, value }) => finding(path, line, `${symbol}: ${property} must be ${value}`)),
    );
}

/**
 * @param {string} path
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding(path, line, message) {
  return { rule: 'secrets', path, line, message };
}
