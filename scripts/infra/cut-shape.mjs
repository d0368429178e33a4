import { flattenExpression } from './flatten-expression.mjs';
import { listItems } from './list-items.mjs';
import { propertyOf } from './property-of.mjs';

/**
 * @typedef {import('./open-type-library.mjs').PublishedType} PublishedType
 * @typedef {import('./open-type-library.mjs').Reference} Reference
 * @typedef {import('./resource-shape.mjs').ResourceShape} ResourceShape
 * @typedef {import('./resource-shape.mjs').ObjectShape} ObjectShape
 * @typedef {Readonly<{ document: import('./read-document.mjs').BicepDocument,
 *   expression: import('./read-expression.mjs').Expression }>} Use
 * @typedef {Readonly<{ types: readonly PublishedType[], index: number, uses: readonly Use[] }>} CutShapeParams
 */

/** Bits of a property's flags in the published types. */
const REQUIRED = 1;
const READ_ONLY = 2;

/**
 * The published shape of one place, followed only where `uses` go.
 * @param {CutShapeParams} params
 * @returns {ResourceShape | null}
 */
export function cutShape({ types, index, uses }) {
  const type = types[index];
  const plain = flattenUses(uses);
  if (type === undefined || plain.length === 0) return null;
  switch (type.$type) {
    case 'ObjectType':
    case 'ResourceType':
      return cutObject(types, type, plain);
    case 'DiscriminatedObjectType':
      return cutVariants(types, type, plain);
    case 'ArrayType': {
      const items = plain.flatMap(({ document, expression }) =>
        listItems(expression, document).map((item) => ({ document, expression: item })),
      );
      return { kind: 'array', item: cutShape({ types, index: indexOf(type.itemType), uses: items }) };
    }
    case 'UnionType':
      return cutUnion(types, type);
    case 'StringLiteralType':
      return { kind: 'text', oneOf: [type.value ?? ''] };
    case 'StringType':
      return { kind: 'text' };
    case 'IntegerType':
      return { kind: 'number' };
    case 'BooleanType':
      return { kind: 'boolean' };
    default:
      return { kind: 'any' };
  }
}

/**
 * @param {readonly PublishedType[]} types
 * @param {PublishedType} type
 * @param {readonly Use[]} uses
 * @returns {ObjectShape}
 */
function cutObject(types, type, uses) {
  const entries = Object.entries(type.properties ?? type.baseProperties ?? {});
  const extra = type.additionalProperties === undefined ? null : cutExtra(types, type.additionalProperties, uses);
  const required = entries.filter(([, { flags }]) => (flags & REQUIRED) !== 0).map(([name]) => name);
  const readOnly = entries.filter(([, { flags }]) => (flags & READ_ONLY) !== 0).map(([name]) => name);
  return {
    kind: 'object',
    properties: Object.fromEntries(
      entries.map(([name, { type: ref }]) => [name, cutShape({ types, index: indexOf(ref), uses: below(uses, name) })]),
    ),
    ...(required.length > 0 ? { required } : {}),
    ...(readOnly.length > 0 ? { readOnly } : {}),
    ...(extra === null ? {} : { extra }),
  };
}

/**
 * @param {readonly PublishedType[]} types
 * @param {Reference} reference
 * @param {readonly Use[]} uses
 */
function cutExtra(types, reference, uses) {
  const values = uses.flatMap(({ document, expression }) =>
    expression.kind === 'object' ? expression.properties.map(({ value }) => ({ document, expression: value })) : [],
  );
  return cutShape({ types, index: indexOf(reference), uses: values }) ?? /** @type {const} */ ({ kind: 'any' });
}

/**
 * @param {readonly PublishedType[]} types
 * @param {PublishedType} type
 * @param {readonly Use[]} uses
 * @returns {ResourceShape}
 */
function cutVariants(types, type, uses) {
  const discriminator = type.discriminator ?? '';
  const variants = Object.entries(type.elements ?? {}).map(([name, reference]) => {
    const own = uses.filter(({ expression }) => {
      const value = propertyOf(expression, discriminator);
      return value?.kind === 'string' && value.value === name;
    });
    const shape = own.length === 0 ? null : cutShape({ types, index: indexOf(reference), uses: own });
    return [name, shape];
  });
  return {
    kind: 'variants',
    discriminator,
    base: cutObject(types, type, uses),
    variants: Object.fromEntries(variants),
  };
}

/**
 * @param {readonly PublishedType[]} types
 * @param {PublishedType} type
 * @returns {ResourceShape}
 */
function cutUnion(types, type) {
  const elements = Object.values(type.elements ?? {}).map((reference) => types[indexOf(reference)]);
  const literals = elements.flatMap((each) => (each?.$type === 'StringLiteralType' ? [each.value ?? ''] : []));
  // a union that also takes any text leaves room for values to come; what infra/ says must be known today
  return literals.length === 0 ? { kind: 'any' } : { kind: 'text', oneOf: literals };
}

/** @param {readonly Use[]} uses */
function flattenUses(uses) {
  return uses.flatMap(({ document, expression }) =>
    flattenExpression(expression, document).map((each) => ({ document, expression: each })),
  );
}

/**
 * @param {readonly Use[]} uses
 * @param {string} name
 */
function below(uses, name) {
  return uses.flatMap(({ document, expression }) => {
    const value = propertyOf(expression, name);
    return value === undefined ? [] : [{ document, expression: value }];
  });
}

/** @param {Reference | undefined} reference */
function indexOf(reference) {
  return Number(reference?.$ref.replace(/^#\//, ''));
}
