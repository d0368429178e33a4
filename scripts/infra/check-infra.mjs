import { findBrokenModules } from './rules/find-broken-modules.mjs';
import { findDeploymentFaults } from './rules/find-deployment-faults.mjs';
import { findImageFaults } from './rules/find-image-faults.mjs';
import { findLimitFaults } from './rules/find-limit-faults.mjs';
import { findLooseDeclarations } from './rules/find-loose-declarations.mjs';
import { findMetricFaults } from './rules/find-metric-faults.mjs';
import { findNameFaults } from './rules/find-name-faults.mjs';
import { findRoleFaults } from './rules/find-role-faults.mjs';
import { findSecrets } from './rules/find-secrets.mjs';
import { findSettingFaults } from './rules/find-setting-faults.mjs';
import { findShapeFaults } from './rules/find-shape-faults.mjs';
import { findSyntaxErrors } from './rules/find-syntax-errors.mjs';

/** Every rule, the plainest first. */
const RULES = [
  findSyntaxErrors,
  findBrokenModules,
  findShapeFaults,
  findLooseDeclarations,
  findSecrets,
  findRoleFaults,
  findSettingFaults,
  findNameFaults,
  findMetricFaults,
  findLimitFaults,
  findImageFaults,
  findDeploymentFaults,
];

/**
 * Everything that is wrong with the infrastructure, by all rules.
 * @param {import('./infra-facts.mjs').InfraFacts} facts
 * @returns {readonly import('./finding.mjs').Finding[]}
 */
export function checkInfra(facts) {
  return RULES.flatMap((rule) => rule(facts));
}
