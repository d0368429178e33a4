/**
 * What Azure publishes about one place within a resource, as far as infra/ uses it. A property whose shape is null
 * exists, and nothing below it is used yet.
 * @typedef {Readonly<{ kind: 'object', properties: Readonly<Record<string, ResourceShape | null>>,
 *   required?: readonly string[], readOnly?: readonly string[], extra?: ResourceShape }>} ObjectShape
 * @typedef {Readonly<{ kind: 'variants', discriminator: string, base: ObjectShape,
 *   variants: Readonly<Record<string, ObjectShape | null>> }>} VariantShape
 * @typedef {Readonly<{ kind: 'array', item: ResourceShape | null }>} ArrayShape
 * @typedef {Readonly<{ kind: 'text', oneOf?: readonly string[] }>} TextShape `oneOf`: the values known
 * @typedef {Readonly<{ kind: 'number' | 'boolean' | 'any' }>} PlainShape
 * @typedef {ObjectShape | VariantShape | ArrayShape | TextShape | PlainShape} ResourceShape
 */

/** @typedef {Readonly<Record<string, ResourceShape>>} ResourceShapes by type@version: also the list of what is allowed */

export {};
