/** @typedef {import('../finding.mjs').Finding} Finding */

const PATH = 'gpu-container/Dockerfile';

/** Needs of packages that the worker has at work. Tests and the demo clip are made elsewhere. */
const NEEDS = ['required', 'recommended'];
const NOT_AT_WORK = ['demo', 'tests'];

/** What an image must not do, by line. */
const BANNED = [
  { pattern: /^(FROM|ARG \w*IMAGE=)\s*[^\s$]*:latest\b/, message: 'a base image that moves with every release' },
  { pattern: /^ARG \w*IMAGE=[^\s:@]+$/, message: 'a base image without a version' },
  { pattern: /^ADD\s/, message: 'ADD: COPY says what it does' },
  { pattern: /apt-get\s+(dist-)?upgrade/, message: 'upgrades the base image: take a newer one' },
  { pattern: /^(ENTRYPOINT|CMD)\s+[^[]/, message: 'shell form: signals would not reach the worker' },
  { pattern: /^(ENV|ARG)\s+\w*(KEY|SECRET|PASSWORD|TOKEN)\w*/i, message: 'a secret in the image' },
];

/**
 * A Dockerfile whose packages are not those of scripts/packages.json, or that breaks a rule of images.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findImageFaults({ dockerfile, systemPackages }) {
  return [...judgePackages(dockerfile, systemPackages), ...judgeLines(dockerfile), ...judgeWhole(dockerfile)];
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

/** @param {string} dockerfile */
function judgeLines(dockerfile) {
  return dockerfile
    .split('\n')
    .flatMap((line, index) =>
      BANNED.filter(({ pattern }) => pattern.test(line)).map(({ message }) => finding(index + 1, message)),
    );
}

/** @param {string} dockerfile */
function judgeWhole(dockerfile) {
  const last = dockerfile.split(/^FROM /m).at(-1) ?? '';
  const user = /^USER\s+(\S+)/m.exec(last)?.[1];
  return [
    ...(user === undefined || user === 'root' || user.startsWith('0') ? [finding(1, 'the worker runs as root')] : []),
    ...(/^ENTRYPOINT \[/m.test(last) ? [] : [finding(1, 'no ENTRYPOINT in exec form')]),
    ...(/apt-get install(?![^\n]*--no-install-recommends)/.test(dockerfile)
      ? [finding(1, 'installs what packages merely recommend')]
      : []),
    ...(/apt-get install/.test(dockerfile) && !/rm -rf \/var\/lib\/apt\/lists/.test(dockerfile)
      ? [finding(1, 'keeps the package lists')]
      : []),
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
