/**
 * @typedef {import('../read-dockerfile.mjs').Instruction} Instruction
 * @typedef {Readonly<{ line: number, message: string }>} Fault
 * @typedef {Readonly<{ code: string, judge: (all: readonly Instruction[]) => readonly Fault[] }>} HadolintRule
 */

/**
 * Those of hadolint's rules (https://github.com/hadolint/hadolint#rules) that can be broken here: its program runs
 * nowhere this is built. Not among them are rules for other package managers and for languages the image has not, and what
 * ShellCheck finds inside of RUN.
 * @type {readonly HadolintRule[]}
 */
export const hadolintRules = [
  each('DL3000', 'WORKDIR', /^[^/$"]/, 'a relative WORKDIR'),
  each('DL3003', 'RUN', /(^|[;&|]|\bthen|\bdo)\s*cd\s/, 'cd: WORKDIR says where'),
  each('DL3004', 'RUN', /\bsudo\b/, 'sudo: RUN is root as it is'),
  each('DL3006', 'FROM', /^(?!\$|scratch\b)[^\s:@]+(\s|$)/, 'a base image without a version', isNoStage),
  each('DL3007', 'FROM', /^\S+:latest\b/, 'a base image that moves with every release'),
  each('DL3008', 'RUN', /\bapt-get\s+install\b/, 'packages without their versions'),
  each(
    'DL3009',
    'RUN',
    /\bapt-get\s+update\b(?![\s\S]*rm -rf \/var\/lib\/apt\/lists)/,
    'keeps the package lists in its layer',
  ),
  each('DL3014', 'RUN', /\bapt-get\s+install\b(?![^;&|]*\s(-y|--yes|--assume-yes|-qq)\b)/, 'asks before it installs'),
  each(
    'DL3015',
    'RUN',
    /\bapt-get\s+install\b(?![^;&|]*--no-install-recommends)/,
    'installs what packages merely recommend',
  ),
  each('DL3016', 'RUN', /\bnpm\s+(install|i|add)\s+(?!-)[a-z@][^\s@]*(\s|$)/, 'an npm package without its version'),
  each('DL3020', 'ADD', /^/, 'ADD: COPY says what it does'),
  each('DL3021', 'COPY', /^(--\S+\s+)*\S+\s+\S+(\s+\S+)*\s+[^\s/]\S*[^/\s]$/, 'several sources into what is no folder'),
  { code: 'DL3022', judge: findUnknownStages },
  { code: 'DL3024', judge: findRepeatedNames },
  each('DL3025', 'ENTRYPOINT', /^[^[]/, 'shell form: signals would not reach the worker'),
  each('DL3025', 'CMD', /^[^[]/, 'shell form: signals would not reach the worker'),
  each('DL3027', 'RUN', /(^|[;&|]\s*)apt\s/, 'apt is for people: apt-get'),
  each('DL3029', 'FROM', /--platform=(?!\$)/, 'a platform of its own'),
  { code: 'DL3045', judge: findLostCopies },
  each(
    'DL3046',
    'RUN',
    /\buseradd\b(?![^;&|]*(-l\b|--no-log-init))[^;&|]*(-u|--uid)\s*\d{5,}/,
    'a log as long as the user id',
  ),
  each('DL4000', 'MAINTAINER', /^/, 'MAINTAINER is of the past: a label'),
  { code: 'DL4003', judge: (all) => findRepeated(all, 'CMD') },
  { code: 'DL4004', judge: (all) => findRepeated(all, 'ENTRYPOINT') },
  { code: 'DL4006', judge: findUnseenFailures },
];

/**
 * @param {string} code
 * @param {string} name
 * @param {RegExp} pattern
 * @param {string} message
 * @param {(instruction: Instruction, all: readonly Instruction[]) => boolean} applies
 * @returns {HadolintRule}
 */
function each(code, name, pattern, message, applies = () => true) {
  return {
    code,
    judge: (all) =>
      all
        .filter((one) => one.name === name && pattern.test(one.value) && applies(one, all))
        .map(({ line }) => ({ line, message })),
  };
}

/**
 * @param {Instruction} from
 * @param {readonly Instruction[]} all
 */
function isNoStage({ value, stage }, all) {
  const [image = ''] = value.split(/\s/);
  return !namesBefore(all, stage).includes(image);
}

/**
 * @param {readonly Instruction[]} all
 * @param {number} stage
 */
function namesBefore(all, stage) {
  return all.filter((one) => one.name === 'FROM' && one.stage < stage).map(nameOf);
}

/** @param {Instruction} from */
function nameOf({ value }) {
  return /\sAS\s+(\S+)/i.exec(value)?.[1] ?? '';
}

/** @param {readonly Instruction[]} all */
function findUnknownStages(all) {
  return all.flatMap(({ name, value, line, stage }) => {
    const from = name === 'COPY' ? /--from=(\S+)/.exec(value)?.[1] : undefined;
    const isKnown = from === undefined || namesBefore(all, stage).includes(from) || /[:$]/.test(from);
    return isKnown ? [] : [{ line, message: `copies from ${from}, which no stage before is called` }];
  });
}

/** @param {readonly Instruction[]} all */
function findRepeatedNames(all) {
  return all
    .filter((one) => one.name === 'FROM' && nameOf(one) !== '' && namesBefore(all, one.stage).includes(nameOf(one)))
    .map((one) => ({ line: one.line, message: `a second stage called ${nameOf(one)}` }));
}

/** @param {readonly Instruction[]} all */
function findLostCopies(all) {
  return all
    .filter(
      (one) => one.name === 'COPY' && /\s[^/\s$]\S*$/.test(one.value) && !all.some((each) => isItsFolder(each, one)),
    )
    .map(({ line }) => ({ line, message: 'copies to a relative place before WORKDIR says where that is' }));
}

/**
 * @param {Instruction} each
 * @param {Instruction} copy
 */
function isItsFolder(each, copy) {
  return each.name === 'WORKDIR' && each.stage === copy.stage && each.line < copy.line;
}

/**
 * @param {readonly Instruction[]} all
 * @param {string} name
 */
function findRepeated(all, name) {
  return all
    .filter((one) => one.name === name && all.some((each) => each.name === name && isLaterInStage(each, one)))
    .map(({ line }) => ({ line, message: `${name} is said again further down: this one counts for nothing` }));
}

/**
 * @param {Instruction} each
 * @param {Instruction} one
 */
function isLaterInStage(each, one) {
  return each.stage === one.stage && each.line > one.line;
}

/** @param {readonly Instruction[]} all */
function findUnseenFailures(all) {
  return all
    .filter((one) => one.name === 'RUN' && /[^|]\|[^|]/.test(one.value) && !all.some((each) => isItsShell(each, one)))
    .map(({ line }) => ({ line, message: 'a pipe whose failures nobody sees: SHELL with -o pipefail' }));
}

/**
 * @param {Instruction} each
 * @param {Instruction} run
 */
function isItsShell(each, run) {
  return each.name === 'SHELL' && /pipefail/.test(each.value) && each.stage === run.stage && each.line < run.line;
}
