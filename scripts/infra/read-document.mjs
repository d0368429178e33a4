import { named, readExpression } from './read-expression.mjs';

/**
 * @typedef {import('web-tree-sitter').Parser} Parser
 * @typedef {import('web-tree-sitter').Node} SyntaxNode
 * @typedef {import('./read-expression.mjs').Expression} Expression
 * @typedef {import('./read-expression.mjs').Property} Property
 * @typedef {Readonly<{ name: string, line: number, type: string, hasDefault: boolean, description: string | undefined,
 *   isSecure: boolean }>} Parameter
 * @typedef {Readonly<{ name: string, line: number, value: Expression }>} Variable
 * @typedef {Readonly<{ symbol: string, line: number, type: string, version: string, isExisting: boolean,
 *   body: Expression, loop: Expression | undefined }>} Resource `loop` is what it is repeated for
 * @typedef {Readonly<{ symbol: string, line: number, path: string, body: Expression }>} Module
 * @typedef {Readonly<{ name: string, line: number, value: Expression, description: string | undefined }>} Output
 * @typedef {Readonly<{ path: string, text: string, errors: readonly number[], using: string | undefined,
 *   parameters: readonly Parameter[], variables: readonly Variable[], resources: readonly Resource[],
 *   modules: readonly Module[], outputs: readonly Output[] }>} BicepDocument `errors` are lines that do not parse
 */

/**
 * Reads a .bicep or .bicepparam file into its declarations.
 * @param {Parser} parser
 * @param {string} path relative to the repository's root
 * @param {string} text
 * @returns {BicepDocument}
 */
export function readDocument(parser, path, text) {
  // the grammar wants a type behind every parameter's name; a .bicepparam file has none
  const source = path.endsWith('.bicepparam') ? text.replace(/^(param\s+\w+)(\s*=)/gm, '$1 any$2') : text;
  const tree = parser.parse(source);
  if (tree === null) throw new Error(`${path}: the parser gave up`);
  try {
    return { path, text, errors: errorLines(tree.rootNode), ...readDeclarations(tree.rootNode) };
  } finally {
    tree.delete();
  }
}

/** @param {SyntaxNode} root */
function readDeclarations(root) {
  /** @type {Parameter[]} */
  const parameters = [];
  /** @type {Variable[]} */
  const variables = [];
  /** @type {Resource[]} */
  const resources = [];
  /** @type {Module[]} */
  const modules = [];
  /** @type {Output[]} */
  const outputs = [];
  /** @type {string | undefined} */
  let using;
  /** @type {SyntaxNode | undefined} */
  let decorators;
  for (const node of named(root)) {
    if (node.type === 'using_statement') using = literalOf(named(node)[0]);
    if (node.type === 'parameter_declaration') parameters.push(readParameter(node, decorators));
    if (node.type === 'variable_declaration') variables.push(readVariable(node));
    if (node.type === 'resource_declaration') resources.push(readResource(node));
    if (node.type === 'module_declaration') modules.push(readModule(node));
    if (node.type === 'output_declaration') outputs.push(readOutput(node, decorators));
    decorators = node.type === 'decorators' ? node : undefined;
  }
  return { using, parameters, variables, resources, modules, outputs };
}

/**
 * @param {SyntaxNode} node
 * @param {SyntaxNode | undefined} decorators
 * @returns {Parameter}
 */
function readParameter(node, decorators) {
  const [name, type, value] = named(node);
  return {
    ...nameOf(name),
    type: type?.text ?? '',
    hasDefault: value !== undefined,
    description: descriptionOf(decorators),
    isSecure: /@secure\(\)/.test(decorators?.text ?? ''),
  };
}

/**
 * @param {SyntaxNode} node
 * @returns {Variable}
 */
function readVariable(node) {
  const parts = named(node);
  return { ...nameOf(parts[0]), value: readExpression(parts.at(-1) ?? node) };
}

/**
 * @param {SyntaxNode} node
 * @returns {Resource}
 */
function readResource(node) {
  const [symbol, kind, ...rest] = named(node);
  const [type = '', version = ''] = literalOf(kind).split('@');
  return {
    symbol: symbol?.text ?? '',
    line: node.startPosition.row + 1,
    type,
    version,
    isExisting: node.children.some((child) => child?.type === 'existing'),
    ...bodyOf(rest.at(-1) ?? node),
  };
}

/**
 * @param {SyntaxNode} node
 * @returns {Module}
 */
function readModule(node) {
  const [symbol, path, ...rest] = named(node);
  const { body } = bodyOf(rest.at(-1) ?? node);
  return { symbol: symbol?.text ?? '', line: node.startPosition.row + 1, path: literalOf(path), body };
}

/**
 * What a declaration makes, apart from its condition and its loop.
 * @param {SyntaxNode} node
 * @returns {Readonly<{ body: Expression, loop: Expression | undefined }>}
 */
function bodyOf(node) {
  if (node.type === 'if_statement') return bodyOf(named(node).at(-1) ?? node);
  const value = readExpression(node);
  return value.kind === 'for' ? { body: value.body, loop: value.source } : { body: value, loop: undefined };
}

/**
 * @param {SyntaxNode} node
 * @param {SyntaxNode | undefined} decorators
 * @returns {Output}
 */
function readOutput(node, decorators) {
  const parts = named(node);
  return {
    ...nameOf(parts[0]),
    value: readExpression(parts.at(-1) ?? node),
    description: descriptionOf(decorators),
  };
}

/** @param {SyntaxNode | undefined} node */
function nameOf(node) {
  return { name: node?.text ?? '', line: (node?.startPosition.row ?? 0) + 1 };
}

/** @param {SyntaxNode | undefined} node */
function literalOf(node) {
  return node?.text.replace(/^'+|'+$/g, '') ?? '';
}

/** @param {SyntaxNode | undefined} decorators */
function descriptionOf(decorators) {
  return /@(?:sys\.)?description\('((?:[^'\\]|\\.)*)'\)/.exec(decorators?.text ?? '')?.[1];
}

/**
 * @param {SyntaxNode} root
 * @returns {readonly number[]}
 */
function errorLines(root) {
  if (!root.hasError) return [];
  const found = new Set();
  /** @param {SyntaxNode} node */
  const visit = (node) => {
    if (node.isError || node.isMissing) found.add(node.startPosition.row + 1);
    for (const child of node.children) if (child?.hasError || child?.isMissing) visit(child);
  };
  visit(root);
  return found.size > 0 ? [...found] : [1];
}
