/** @typedef {import('../finding.mjs').Finding} Finding */

const WORKBOOK = 'infra/app/workbook.json';
const METRIC = /polydub\.[a-z][\w.]*/g;

/**
 * Metrics that alerts or the workbook ask for and telemetry does not measure, metrics the workbook shows nothing of, and
 * a workbook that is no JSON.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findMetricFaults({ documents, workbook, code }) {
  const texts = [{ path: WORKBOOK, text: workbook }, ...documents];
  const unknown = texts.flatMap(({ path, text }) =>
    [...text.matchAll(METRIC)]
      .filter(([name]) => !code.metricNames.includes(name))
      .map(({ 0: name, index }) => finding(path, text.slice(0, index).split('\n').length, `nothing measures ${name}`)),
  );
  const unseen = code.metricNames
    .filter((name) => !workbook.includes(name))
    .map((name) => finding(WORKBOOK, 1, `${name} is measured and shown nowhere`));
  return [...unknown, ...unseen, ...judgeJson(workbook)];
}

/**
 * @param {string} workbook
 * @returns {readonly Finding[]}
 */
function judgeJson(workbook) {
  try {
    JSON.parse(workbook);
    return [];
  } catch {
    return [finding(WORKBOOK, 1, 'is not JSON')];
  }
}

/**
 * @param {string} path
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding(path, line, message) {
  return { rule: 'metrics', path, line, message };
}
