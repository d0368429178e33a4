/**
 * The value behind a path of names within an object, where it is written out.
 * @param {import('./read-expression.mjs').Expression | undefined} expression
 * @param {string[]} path
 * @returns {import('./read-expression.mjs').Expression | undefined}
 */
export function propertyOf(expression, ...path) {
  const [name, ...rest] = path;
  if (name === undefined || expression === undefined) return expression;
  if (expression.kind !== 'object') return undefined;
  const found = expression.properties.find((property) => property.name === name);
  return propertyOf(found?.value, ...rest);
}
