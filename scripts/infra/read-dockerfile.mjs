/**
 * One instruction of a Dockerfile: continued lines are one, comments between them are gone.
 * @typedef {Readonly<{
 *   name: string,
 *   value: string,
 *   line: number,
 *   stage: number,
 *   ignores: readonly string[],
 * }>} Instruction `stage` counts from 0, -1 before the first FROM; `ignores` are the rules a comment right above waives
 */

/**
 * The instructions of a Dockerfile, in order. Heredocs and parser directives, which need BuildKit, are not known.
 * @param {string} text
 * @returns {readonly Instruction[]}
 */
export function readDockerfile(text) {
  /** @type {Instruction[]} */
  const found = [];
  /** @type {string[]} */
  let ignores = [];
  let stage = -1;
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (isComment(line)) ignores = [...ignores, ...waived(line)];
    if (isComment(line) || line.trim() === '') continue;
    const from = at;
    const parts = [line];
    while (/\\\s*$/.test(parts.at(-1) ?? '') && at + 1 < lines.length) {
      at += 1;
      if (!isComment(lines[at] ?? '')) parts.push(lines[at] ?? '');
    }
    const whole = parts.map((part) => part.replace(/\\\s*$/, '')).join('');
    const [, name = '', value = ''] = /^\s*(\w+)\s+([\s\S]*)$/.exec(whole) ?? [];
    if (name.toUpperCase() === 'FROM') stage += 1;
    found.push({ name: name.toUpperCase(), value: value.trim(), line: from + 1, stage, ignores });
    ignores = [];
  }
  return found;
}

/** @param {string} line */
function isComment(line) {
  return /^\s*#/.test(line);
}

/** @param {string} line */
function waived(line) {
  const [, rules = ''] = /^\s*#\s*hadolint\s+ignore=(\S+)/.exec(line) ?? [];
  return rules.split(',').filter((rule) => rule !== '');
}
