/** @typedef {import('./list-checks.mjs').Check} Check */

/**
 * The report a person reads: every check, then one command per missing piece and one for all of them together.
 * @param {readonly Check[]} checks
 * @param {string} platform as `process.platform` names it
 * @returns {string}
 */
export function renderReport(checks, platform) {
  const width = Math.max(...checks.map((check) => check.id.length));
  const lines = checks.map((check) => `${mark(check)} ${check.id.padEnd(width)}  ${check.found}`);
  const missing = checks.filter((check) => !check.isPresent);
  return [
    ...lines,
    '',
    ...missing.flatMap((check) => explain(check, platform)),
    ...renderTogether(missing, platform),
    verdict(missing),
  ].join('\n');
}

/** @param {Check} check */
function mark(check) {
  if (check.isPresent) return 'ok      ';
  return check.need === 'required' ? 'MISSING ' : check.need === 'recommended' ? 'missing ' : 'not here';
}

/**
 * @param {Check} check
 * @param {string} platform
 */
function explain(check, platform) {
  const order =
    platform === 'darwin' ? /** @type {const} */ (['macos', 'debian']) : /** @type {const} */ (['debian', 'macos']);
  const names = { debian: 'Debian', macos: 'macOS' };
  return [
    `${check.id} (${check.need}): ${check.gives}`,
    ...order.map((key) => `    ${names[key].padEnd(6)}  ${check.install[key]}`),
  ];
}

/** What a command of one package starts with; what follows are names that can be installed together. */
const PREFIX = { debian: /^(?:sudo )?apt-get install -y --no-install-recommends /, macos: /^brew install (?!--)/ };

/**
 * @param {readonly Check[]} missing
 * @param {string} platform
 */
function renderTogether(missing, platform) {
  const key = platform === 'darwin' ? 'macos' : 'debian';
  const commands = missing
    .filter((check) => check.need === 'required' || check.need === 'recommended')
    .map((check) => check.install[key])
    .filter((command) => PREFIX[key].test(command));
  const start = PREFIX[key].exec(commands[0] ?? '')?.[0];
  if (start === undefined || commands.length < 2) return [];
  const names = new Set(commands.flatMap((command) => command.replace(PREFIX[key], '').split(' ')));
  return ['', 'All of the required and recommended ones at once:', `    ${start}${[...names].join(' ')}`];
}

/** @param {readonly Check[]} missing */
function verdict(missing) {
  const required = missing.filter((check) => check.need === 'required').length;
  const recommended = missing.filter((check) => check.need === 'recommended').length;
  if (required > 0) return `\n${required} required piece(s) missing.`;
  if (recommended > 0) return `\nReady, with ${recommended} recommended piece(s) missing.`;
  return 'Ready.';
}
