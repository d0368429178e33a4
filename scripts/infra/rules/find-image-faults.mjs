import { readDockerfile } from '../read-dockerfile.mjs';
import { hadolintRules } from './hadolint-rules.mjs';

/**
 * @typedef {import('../finding.mjs').Finding} Finding
 * @typedef {import('../read-dockerfile.mjs').Instruction} Instruction
 */

const PATH = 'gpu-container/Dockerfile';

/** Needs of packages that the worker has at work. Tests and the demo clip are made elsewhere. */
const NEEDS = ['required', 'recommended'];
const NOT_AT_WORK = ['demo', 'tests'];

/** What an image must not do besides what hadolint says, by instruction. */
const BANNED = [
  { name: 'ARG', pattern: /^\w*IMAGE=\S+:latest\b/, message: 'a base image that moves with every release' },
  { name: 'ARG', pattern: /^\w*IMAGE=[^\s:@]+$/, message: 'a base image without a version' },
  { name: 'RUN', pattern: /apt-get\s+(dist-)?upgrade/, message: 'upgrades the base image: take a newer one' },
  { name: 'RUN', pattern: /--mount=|<</, message: 'needs BuildKit, which the builder of the registry has not' },
  { name: 'ENV', pattern: /\b\w*(KEY|SECRET|PASSWORD|TOKEN)\w*=/i, message: 'a secret in the image' },
  { name: 'ARG', pattern: /^\w*(KEY|SECRET|PASSWORD|TOKEN)\w*/i, message: 'a secret in the image' },
  { name: 'ARG', pattern: /^BAKE_MODELS=\S/, message: 'models in every image: they are for those who ask for them' },
];

/**
 * A Dockerfile whose packages are not those of scripts/packages.json, or that breaks a rule of images.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findImageFaults({ dockerfile, systemPackages }) {
  const instructions = readDockerfile(dockerfile);
  return [
    ...judgePackages(dockerfile, systemPackages),
    ...judgeByHadolint(instructions),
    ...judgeEach(instructions),
    ...judgeWorker(instructions),
  ];
}

/**
 * @param {string} dockerfile
 * @param {readonly import('../../setup/read-packages.mjs').SystemPackage[]} systemPackages
 */
function judgePackages(dockerfile, systemPackages) {
  const listed = /^# packages:[\s\S]*? install [^\n]*\\\n([\s\S]*?)\n\s*&&/m.exec(dockerfile)?.[1] ?? '';
  const has = listed.split(/[\s\\]+/).filter((word) => /^[a-z0-9][a-z0-9+.-]+$/.test(word));
  const wants = systemPackages
    .filter(({ need, capability }) => NEEDS.includes(need) && !NOT_AT_WORK.includes(capability))
    .flatMap(({ debian }) => debian);
  return [
    ...wants.filter((name) => !has.includes(name)).map((name) => finding(1, `lacks ${name} of scripts/packages.json`)),
    ...has.filter((name) => !wants.includes(name)).map((name) => finding(1, `${name} is not in scripts/packages.json`)),
  ];
}

/** @param {readonly Instruction[]} instructions */
function judgeByHadolint(instructions) {
  return hadolintRules.flatMap(({ code, judge }) =>
    judge(instructions)
      .filter(({ line }) => !instructions.some((one) => one.line === line && one.ignores.includes(code)))
      .map(({ line, message }) => finding(line, `${message} (${code})`)),
  );
}

/** @param {readonly Instruction[]} instructions */
function judgeEach(instructions) {
  return instructions.flatMap(({ name, value, line }) =>
    BANNED.filter((rule) => rule.name === name && rule.pattern.test(value)).map(({ message }) =>
      finding(line, message),
    ),
  );
}

/** @param {readonly Instruction[]} instructions */
function judgeWorker(instructions) {
  const stage = Math.max(...instructions.map((one) => one.stage));
  const last = instructions.filter((one) => one.stage === stage);
  const user = last.findLast(({ name }) => name === 'USER')?.value;
  const isRoot = user === undefined || /^(root|0)\b/.test(user);
  return [
    ...(isRoot ? [finding(1, 'the worker runs as root')] : []),
    ...(last.some(({ name }) => name === 'ENTRYPOINT') ? [] : [finding(1, 'no ENTRYPOINT in exec form')]),
  ];
}

/**
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding(line, message) {
  return { rule: 'image', path: PATH, line, message };
}
