/**
 * @typedef {import('web-tree-sitter').Node} SyntaxNode
 * @typedef {Readonly<{ name: string, value: Expression, line: number }>} Property
 */

/**
 * A Bicep expression as far as the rules need to understand it; the rest is `other`. `text` is its source.
 * @typedef {Readonly<{ line: number, text: string }> & (
 *   | Readonly<{ kind: 'object', properties: readonly Property[] }>
 *   | Readonly<{ kind: 'array', items: readonly Expression[] }>
 *   | Readonly<{ kind: 'string', value: string, isLiteral: boolean }>
 *   | Readonly<{ kind: 'number' | 'boolean' | 'null' | 'other' }>
 *   | Readonly<{ kind: 'name', name: string }>
 *   | Readonly<{ kind: 'ternary', branches: readonly Expression[] }>
 *   | Readonly<{ kind: 'call', name: string, args: readonly Expression[] }>
 *   | Readonly<{ kind: 'for', source: Expression, body: Expression }>
 * )} Expression
 */

/** Wrappers that add nothing to what they hold. */
const TRANSPARENT = new Set(['parenthesized_expression', 'expression', 'if_statement_body']);

/**
 * Reads one expression of the syntax tree.
 * @param {SyntaxNode} node
 * @returns {Expression}
 */
export function readExpression(node) {
  const at = { line: node.startPosition.row + 1, text: node.text };
  if (TRANSPARENT.has(node.type)) return readExpression(lastNamed(node));
  if (node.type === 'object') return { ...at, kind: 'object', properties: readProperties(node) };
  if (node.type === 'array') return readArray(node, at);
  if (node.type === 'string') return { ...at, kind: 'string', ...readString(node) };
  if (node.type === 'number' || node.type === 'boolean' || node.type === 'null') return { ...at, kind: node.type };
  if (node.type === 'identifier') return { ...at, kind: 'name', name: node.text };
  if (node.type === 'ternary_expression') {
    return { ...at, kind: 'ternary', branches: named(node).slice(1).map(readExpression) };
  }
  if (node.type === 'call_expression') {
    const [callee, args] = named(node);
    return { ...at, kind: 'call', name: callee?.text ?? '', args: named(args).map(readExpression) };
  }
  if (node.type === 'for_statement') return readLoop(node, at);
  return { ...at, kind: 'other' };
}

/**
 * The children that carry meaning.
 * @param {SyntaxNode | undefined} node
 * @returns {readonly SyntaxNode[]}
 */
export function named(node) {
  return (node?.namedChildren ?? []).filter(
    /** @returns {child is SyntaxNode} */ (child) => child !== null && child.type !== 'comment',
  );
}

/** @param {SyntaxNode} node */
function lastNamed(node) {
  return named(node).at(-1) ?? node;
}

/**
 * @param {SyntaxNode} node
 * @param {Readonly<{ line: number, text: string }>} at
 * @returns {Expression}
 */
function readArray(node, at) {
  const items = named(node);
  const [first] = items;
  if (items.length === 1 && first?.type === 'for_statement') return readLoop(first, at);
  return { ...at, kind: 'array', items: items.map(readExpression) };
}

/**
 * @param {SyntaxNode} node
 * @param {Readonly<{ line: number, text: string }>} at
 * @returns {Expression}
 */
function readLoop(node, at) {
  const parts = named(node);
  const body = parts.at(-1) ?? node;
  const source = parts.at(-2) ?? node;
  return { ...at, kind: 'for', source: readExpression(source), body: readExpression(body) };
}

/** @param {SyntaxNode} node */
function readProperties(node) {
  return named(node)
    .filter((child) => child.type === 'object_property')
    .flatMap((child) => {
      const [key, ...rest] = named(child);
      const value = rest.at(-1);
      if (key === undefined || value === undefined) return [];
      const name = key.type === 'string' ? readString(key).value : key.text;
      return [{ name, value: readExpression(value), line: child.startPosition.row + 1 }];
    });
}

/** @param {SyntaxNode} node */
function readString(node) {
  const parts = named(node);
  const isLiteral = parts.every((part) => part.type !== 'interpolation');
  return { value: node.text.replace(/^'+|'+$/g, ''), isLiteral };
}
