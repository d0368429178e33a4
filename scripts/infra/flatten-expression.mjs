/**
 * @typedef {import('./read-expression.mjs').Expression} Expression
 * @typedef {import('./read-document.mjs').BicepDocument} BicepDocument
 */

/** Functions whose result is made of their arguments. */
const JOINING = new Set(['concat', 'union']);

/**
 * Every expression this one may turn out to be: both branches of a choice, the value behind a variable, the arguments
 * of a union.
 * @param {Expression} expression
 * @param {BicepDocument} document whose variables it may name
 * @returns {readonly Expression[]}
 */
export function flattenExpression(expression, document) {
  if (expression.kind === 'ternary') return expression.branches.flatMap((each) => flattenExpression(each, document));
  if (expression.kind === 'call' && JOINING.has(expression.name)) {
    return expression.args.flatMap((each) => flattenExpression(each, document));
  }
  if (expression.kind !== 'name') return [expression];
  const variable = document.variables.find(({ name }) => name === expression.name);
  return variable === undefined ? [expression] : flattenExpression(variable.value, document);
}
