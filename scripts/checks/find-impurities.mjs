import { parseSync } from '@swc/core';

/**
 * @typedef {Readonly<{ line: number, reason: string }>} Impurity
 * @typedef {Readonly<Record<string, unknown>>} Node one node of the syntax tree
 */

/** swc's mark of a name that no declaration in the file binds. */
const UNRESOLVED = 1;

/** Globals that act, or whose answer differs from run to run. */
const ACTING_GLOBALS = new Set([
  'process',
  'fetch',
  'performance',
  'crypto',
  'console',
  'Buffer',
  'require',
  'globalThis',
  'eval',
  'Atomics',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'clearTimeout',
  'clearInterval',
  'WebSocket',
  'XMLHttpRequest',
  'navigator',
  'localStorage',
]);

/** Calls that read the clock or a source of random numbers. */
const BANNED_MEMBERS = new Set([
  'Date.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'performance.now',
]);

/** The one use of a banned global that answers the same every time: digests. */
const PURE_MEMBER = 'crypto.subtle';

/** Words that a replayed generator must not use: only its own tasks may suspend it. */
const BANNED_IN_REPLAY = new Map([
  ['AwaitExpression', 'await: an orchestrator yields durable tasks and waits for nothing else'],
  ['ForOfStatement', 'for await: an orchestrator yields durable tasks and waits for nothing else'],
]);

/**
 * The places in a TypeScript source that make it act or answer differently on a second run.
 * @param {string} text
 * @param {Readonly<{ isReplayed: boolean }>} options orchestrators are replayed: they may not be asynchronous either
 * @returns {readonly Impurity[]}
 */
export function findImpurities(text, { isReplayed }) {
  // swc counts positions in bytes from its first token; a leading `;` puts that at a known place
  const source = `;${text}`;
  const program = parseSync(source, { syntax: 'typescript', target: 'es2022' });
  const base = startOf(/** @type {Node} */ (/** @type {unknown} */ (program.body[0])));
  const bytes = Buffer.from(source);
  /** @type {Impurity[]} */
  const found = [];
  visit(program, (node) => {
    const reason = reasonOf(node, isReplayed);
    if (reason !== undefined) found.push({ line: lineAt(bytes, startOf(node) - base), reason });
  });
  return found;
}

/**
 * @param {Node} node
 * @param {boolean} isReplayed
 */
function reasonOf(node, isReplayed) {
  return importReason(node) ?? callReason(node) ?? globalReason(node) ?? (isReplayed ? replayReason(node) : undefined);
}

/** @param {Node} node */
function importReason(node) {
  const source = /** @type {Node | undefined} */ (node['source'] ?? dynamicSource(node));
  const value = source?.['type'] === 'StringLiteral' ? String(source['value']) : undefined;
  return value?.startsWith('node:') ? `imports ${value}` : undefined;
}

/**
 * What `import(…)` names.
 * @param {Node} node
 */
function dynamicSource(node) {
  const callee = /** @type {Node | undefined} */ (node['callee']);
  if (callee?.['type'] !== 'Import') return undefined;
  const [first] = /** @type {readonly Node[]} */ (node['arguments']);
  return first?.['expression'];
}

/** @param {Node} node */
function callReason(node) {
  const name = nameOf(node);
  if (name !== undefined && BANNED_MEMBERS.has(name)) return `${name} answers differently every time`;
  const callee = /** @type {Node | undefined} */ (node['callee']);
  if (callee?.['type'] !== 'Identifier') return undefined;
  const args = /** @type {readonly unknown[] | null} */ (node['arguments']) ?? [];
  if (node['type'] === 'NewExpression' && callee['value'] === 'Date' && args.length === 0)
    return 'new Date() reads the clock';
  if (node['type'] === 'CallExpression' && callee['value'] === 'Date') return 'Date() reads the clock';
  if (node['type'] === 'CallExpression' && callee['value'] === 'randomUUID')
    return 'randomUUID answers differently every time';
  return undefined;
}

/** @param {Node} node */
function globalReason(node) {
  if (!isGlobal(node)) return undefined;
  return ACTING_GLOBALS.has(String(node['value'])) ? `${node['value']} belongs to the world outside` : undefined;
}

/** @param {Node} node */
function replayReason(node) {
  const type = String(node['type']);
  if (node['async'] === true) return 'async: an orchestrator is a plain generator';
  if (type === 'ForOfStatement' && node['await'] !== true) return undefined;
  return BANNED_IN_REPLAY.get(type);
}

/**
 * The dotted name of an identifier or a member expression: `Date.now`, also for `globalThis.Date.now`.
 * @param {Node} node
 * @returns {string | undefined}
 */
function nameOf(node) {
  if (node['type'] === 'Identifier') return String(node['value']);
  if (node['type'] !== 'MemberExpression') return undefined;
  const object = nameOf(/** @type {Node} */ (node['object']));
  const property = nameOf(/** @type {Node} */ (node['property']));
  if (object === undefined || property === undefined) return undefined;
  return object === 'globalThis' ? property : `${object}.${property}`;
}

/** @param {Node} node */
function isGlobal(node) {
  return node['type'] === 'Identifier' && node['ctxt'] === UNRESOLVED;
}

/** @param {Node | undefined} node */
function startOf(node) {
  const span = /** @type {{ start?: number } | undefined} */ (node?.['span']);
  return span?.start ?? 0;
}

/**
 * @param {Buffer} bytes
 * @param {number} offset
 */
function lineAt(bytes, offset) {
  return bytes.subarray(0, offset).toString('utf8').split('\n').length;
}

/**
 * @param {unknown} value
 * @param {(node: Node) => void} look
 */
function visit(value, look) {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && 'type' in value) {
    const node = /** @type {Node} */ (value);
    if (nameOf(node) === PURE_MEMBER) return;
    look(node);
  }
  for (const child of Object.values(value)) visit(child, look);
}
