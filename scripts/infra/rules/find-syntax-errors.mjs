/**
 * Lines the grammar of Bicep does not accept.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly import('../finding.mjs').Finding[]}
 */
export function findSyntaxErrors({ documents }) {
  return documents.flatMap(({ path, errors }) =>
    errors.map((line) => ({ rule: 'syntax', path, line, message: 'does not parse' })),
  );
}
