import { flattenExpression } from '../flatten-expression.mjs';
import { propertyOf } from '../property-of.mjs';

/** @typedef {import('../finding.mjs').Finding} Finding */

/** What the hand-off of tasks relies on, for every queue. */
const QUEUE_RULES = {
  requiresDuplicateDetection: 'true',
  deadLetteringOnMessageExpiration: 'true',
  maxDeliveryCount: '10',
};

/** What one execution for one message means, for every job. */
const JOB_RULES = [
  { path: ['eventTriggerConfig', 'parallelism'], value: '1' },
  { path: ['eventTriggerConfig', 'replicaCompletionCount'], value: '1' },
  { path: ['replicaRetryLimit'], value: '0' },
];

/**
 * Queues and jobs that break what the hand-off relies on: duplicates are told, the dead are kept, an execution takes one
 * message and may last as long as the longest stage.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findLimitFaults({ documents, code }) {
  return documents.flatMap((document) =>
    document.resources
      .filter(({ isExisting }) => !isExisting)
      .flatMap((resource) => {
        if (resource.type === 'Microsoft.ServiceBus/namespaces/queues') return judgeQueue(resource, document.path);
        if (resource.type === 'Microsoft.App/containerApps') return judgeApp(resource, document.path);
        return resource.type === 'Microsoft.App/jobs' ? judgeJob(resource, document, code.longestStageMs) : [];
      }),
  );
}

/**
 * @param {import('../read-document.mjs').Resource} resource
 * @param {string} path
 * @returns {readonly Finding[]}
 */
function judgeQueue({ body, line }, path) {
  return Object.entries(QUEUE_RULES)
    .filter(([name, value]) => propertyOf(body, 'properties', name)?.text !== value)
    .map(([name, value]) => finding(path, line, `${name} of the queues must be ${value}`));
}

/**
 * @param {import('../read-document.mjs').Resource} resource
 * @param {import('../read-document.mjs').BicepDocument} document
 * @param {number} longestStageMs
 * @returns {readonly Finding[]}
 */
function judgeJob({ body, line }, document, longestStageMs) {
  const configuration = propertyOf(body, 'properties', 'configuration');
  const rules = JOB_RULES.filter(({ path, value }) => propertyOf(configuration, ...path)?.text !== value).map(
    ({ path, value }) => finding(document.path, line, `${path.at(-1)} of the job must be ${value}`),
  );
  const timeout = propertyOf(configuration, 'replicaTimeout');
  const seconds = timeout === undefined ? [] : flattenExpression(timeout, document).map(({ text }) => Number(text));
  const isLongEnough = seconds.length > 0 && seconds.every((each) => each * 1000 >= longestStageMs);
  return isLongEnough ? rules : [...rules, finding(document.path, line, 'a stage may outlive the execution')];
}

/**
 * An app in place of a job: nothing runs while nothing waits, and a replica has as long as there is to end its task.
 * @param {import('../read-document.mjs').Resource} resource
 * @param {string} path
 * @returns {readonly Finding[]}
 */
function judgeApp({ body, line }, path) {
  const template = propertyOf(body, 'properties', 'template');
  return [
    { at: ['scale', 'minReplicas'], value: '0' },
    { at: ['terminationGracePeriodSeconds'], value: '600' },
  ]
    .filter(({ at, value }) => propertyOf(template, ...at)?.text !== value)
    .map(({ at, value }) => finding(path, line, `${at.at(-1)} of the app must be ${value}`));
}

/**
 * @param {string} path
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding(path, line, message) {
  return { rule: 'limits', path, line, message };
}
