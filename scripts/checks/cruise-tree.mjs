import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';

const rulesPath = fileURLToPath(new URL('../../.dependency-cruiser.cjs', import.meta.url));

/** A whole import or re-export of types: it is gone after compilation. */
const TYPE_ONLY = /^(?:import|export) type [^;]*?from '([^']+)'/gm;

/**
 * @typedef {Readonly<{ rule: string, from: string, to: string }>} Violation
 */

/**
 * Follows the imports of a tree and judges them by this project's rules.
 * @param {string} root
 * @param {readonly string[]} folders relative to `root`
 * @returns {Promise<Readonly<{ modules: readonly string[], violations: readonly Violation[] }>>}
 */
export async function cruiseTree(root, folders) {
  const { forbidden, options } = createRequire(import.meta.url)(rulesPath);
  const settings = { ...options, ruleSet: { forbidden }, validate: true, baseDir: root };
  const { output } = await cruise([...folders], settings, options.enhancedResolveOptions);
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output.slice(0, 200)}`);
  const sources = output.modules.map((module) => module.source);
  return {
    modules: sources.filter((source) => folders.includes(source.split('/')[0] ?? '')),
    violations: output.summary.violations
      .filter(
        ({ from, cycle = [] }) =>
          cycle.length === 0 || isRuntimeCircle(root, [from, ...cycle.map((step) => step.name)]),
      )
      .map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}

/**
 * Whether every step of a circle is there at run time. The parser does not tell type-only imports apart, and a circle
 * that one of them closes is harmless: neither module waits for the other to load.
 * @param {string} root
 * @param {readonly string[]} circle modules in order; the last leads back to the first
 */
function isRuntimeCircle(root, circle) {
  const steps = circle.filter((name, index) => name !== circle[index - 1]);
  return steps.every((from, index) => {
    const to = steps[(index + 1) % steps.length] ?? from;
    return from === to || !typeImports(root, from).has(to.replace(/\.ts$/, ''));
  });
}

/**
 * The modules a file takes only types from, without extension.
 * @param {string} root
 * @param {string} file
 */
function typeImports(root, file) {
  const text = readFileSync(join(root, file), 'utf8');
  const types = new Set([...text.matchAll(TYPE_ONLY)].map((match) => resolveFrom(file, match[1] ?? '')));
  for (const match of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm))
    types.delete(resolveFrom(file, match[1] ?? ''));
  return types;
}

/**
 * @param {string} file
 * @param {string} specifier
 */
function resolveFrom(file, specifier) {
  return normalize(join(dirname(file), specifier)).replace(/\.js$/, '');
}
