import { flattenExpression } from '../flatten-expression.mjs';
import { listItems } from '../list-items.mjs';
import { propertyOf } from '../property-of.mjs';

/**
 * @typedef {import('../read-expression.mjs').Expression} Expression
 * @typedef {import('../resource-shape.mjs').ResourceShape} ResourceShape
 * @typedef {import('../resource-shape.mjs').ObjectShape} ObjectShape
 * @typedef {import('../read-document.mjs').BicepDocument} BicepDocument
 * @typedef {import('../finding.mjs').Finding} Finding
 */

/** Words of the language itself, beside the properties of the resource. */
const LANGUAGE = new Set(['parent', 'scope', 'dependsOn']);

/**
 * Resources of a type or version that is not on the list, and properties that Azure's published types do not have,
 * lack, do not let be written, or give another kind of value.
 * @param {import('../infra-facts.mjs').InfraFacts} facts
 * @returns {readonly Finding[]}
 */
export function findShapeFaults({ documents, shapes }) {
  return documents.flatMap((document) =>
    document.resources.flatMap(({ type, version, line, isExisting, body }) => {
      const shape = shapes[`${type}@${version}`];
      if (shape === undefined) {
        return [finding(document, line, `${type}@${version} is not among the types and versions in use`)];
      }
      return isExisting ? [] : judge(body, shape, document);
    }),
  );
}

/**
 * @param {Expression} expression
 * @param {ResourceShape} shape
 * @param {BicepDocument} document
 * @returns {readonly Finding[]}
 */
function judge(expression, shape, document) {
  return flattenExpression(expression, document).flatMap((each) => {
    if (!isOfKind(each, shape))
      return [finding(document, each.line, `${brief(each)} stands where ${shape.kind} belongs`)];
    if (shape.kind === 'array') {
      const item = shape.item;
      return item === null ? [] : listItems(each, document).flatMap((one) => judge(one, item, document));
    }
    if (shape.kind === 'text') return judgeText(each, shape.oneOf, document);
    if (each.kind !== 'object') return [];
    if (shape.kind === 'object') return judgeObject(each, shape, document);
    return shape.kind === 'variants' ? judgeVariant(each, shape, document) : [];
  });
}

/**
 * @param {Extract<Expression, { kind: 'object' }>} expression
 * @param {ObjectShape} shape
 * @param {BicepDocument} document
 * @returns {readonly Finding[]}
 */
function judgeObject(expression, shape, document) {
  const own = expression.properties.filter(({ name }) => !LANGUAGE.has(name));
  const hasParent = own.length < expression.properties.length;
  const faults = own.flatMap(({ name, line, value }) => {
    const known = Object.hasOwn(shape.properties, name) ? shape.properties[name] : (shape.extra ?? 'unknown');
    if (known === 'unknown') return [finding(document, line, `there is no property ${name}`)];
    if (shape.readOnly?.includes(name)) return [finding(document, line, `${name} cannot be set`)];
    if (known === null || known === undefined) {
      return [finding(document, line, `${name} is new here: run scripts/infra/make-resource-shapes.mjs`)];
    }
    return judge(value, known, document);
  });
  const missing = (shape.required ?? []).filter((name) => !own.some((each) => each.name === name));
  const absent = missing.filter((name) => !(hasParent && name === 'location'));
  return [...faults, ...absent.map((name) => finding(document, expression.line, `${name} is required`))];
}

/**
 * @param {Extract<Expression, { kind: 'object' }>} expression
 * @param {import('../resource-shape.mjs').VariantShape} shape
 * @param {BicepDocument} document
 * @returns {readonly Finding[]}
 */
function judgeVariant(expression, shape, document) {
  const choice = propertyOf(expression, shape.discriminator);
  if (choice?.kind !== 'string') return [finding(document, expression.line, `${shape.discriminator} is required`)];
  const variant = shape.variants[choice.value];
  if (variant === undefined)
    return [finding(document, choice.line, `${shape.discriminator} cannot be ${choice.value}`)];
  if (variant === null) {
    return [finding(document, choice.line, `${choice.value} is new here: run scripts/infra/make-resource-shapes.mjs`)];
  }
  return judgeObject(
    expression,
    { ...variant, properties: { ...shape.base.properties, ...variant.properties } },
    document,
  );
}

/**
 * @param {Expression} expression
 * @param {readonly string[] | undefined} oneOf
 * @param {BicepDocument} document
 * @returns {readonly Finding[]}
 */
function judgeText(expression, oneOf, document) {
  if (oneOf === undefined || expression.kind !== 'string' || !expression.isLiteral) return [];
  if (oneOf.includes(expression.value)) return [];
  return [finding(document, expression.line, `${expression.text} is none of ${oneOf.slice(0, 12).join(', ')}`)];
}

/**
 * @param {Expression} expression
 * @param {ResourceShape} shape
 */
function isOfKind({ kind }, shape) {
  if (kind === 'object') return ['object', 'variants', 'any'].includes(shape.kind);
  if (kind === 'array' || kind === 'for') return ['array', 'any'].includes(shape.kind);
  if (kind === 'string') return ['text', 'any'].includes(shape.kind);
  if (kind === 'number' || kind === 'boolean') return [kind, 'any'].includes(shape.kind);
  return true; // a name or a call: what it gives is known to Bicep only
}

/** @param {Expression} expression */
function brief({ text }) {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/**
 * @param {BicepDocument} document
 * @param {number} line
 * @param {string} message
 * @returns {Finding}
 */
function finding({ path }, line, message) {
  return { rule: 'types', path, line, message };
}
