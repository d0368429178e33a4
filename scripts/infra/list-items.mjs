import { flattenExpression } from './flatten-expression.mjs';

/**
 * @typedef {import('./read-expression.mjs').Expression} Expression
 * @typedef {import('./read-document.mjs').BicepDocument} BicepDocument
 */

/**
 * The items of everything an expression may turn out to be; of a loop, what it makes each time.
 * @param {Expression} expression
 * @param {BicepDocument} document
 * @returns {readonly Expression[]}
 */
export function listItems(expression, document) {
  return flattenExpression(expression, document).flatMap((each) => {
    if (each.kind === 'array') return each.items;
    return each.kind === 'for' ? [each.body] : [];
  });
}
