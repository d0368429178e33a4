import { z } from 'zod';

export type Path = readonly (string | number)[];

/** A place in a sample, with what its contract says of it. */
export type ContractNode =
  | { readonly kind: 'object'; readonly path: Path; readonly members: readonly ContractMember[] }
  | { readonly kind: 'list' | 'record' | 'leaf'; readonly path: Path; readonly value: unknown }
  /** A scalar that may be of several types. */
  | { readonly kind: 'choice'; readonly path: Path }
  /** Any JSON goes. */
  | { readonly kind: 'free'; readonly path: Path };

export interface ContractMember {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isThere: boolean;
}

/** Every place of `value`, walked beside its contract. Unions are followed into the option that takes the value. */
export function walkContract(schema: z.core.$ZodType, value: unknown, path: Path = []): readonly ContractNode[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) {
    const nodes = walkContract(optionFor(inner, value), value, path);
    return nodes.length === 1 && nodes[0]?.kind === 'leaf' ? [{ kind: 'choice', path }] : nodes;
  }
  if (inner instanceof z.ZodObject) return walkObject(inner, value, path);
  if (inner instanceof z.ZodArray) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return [
      { kind: 'list', path, value },
      ...items.flatMap((item, index) => walkContract(inner.element, item, [...path, index])),
    ];
  }
  if (inner instanceof z.ZodRecord) {
    const entries = Object.entries(asObject(value));
    return [
      { kind: 'record', path, value },
      ...entries.flatMap(([name, item]) => walkContract(inner.valueType, item, [...path, name])),
    ];
  }
  // z.json() is the only lazy schema of the contracts
  if (inner instanceof z.ZodLazy) return [{ kind: 'free', path }];
  return [{ kind: 'leaf', path, value }];
}

/** Members of a contract, by their path without places in lists and names in records: `targets[].failure.code`. */
export function membersOf(schema: z.core.$ZodType, at = ''): readonly string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) return [...new Set(inner.options.flatMap((option) => membersOf(option, at)))];
  if (inner instanceof z.ZodObject) {
    return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([name, member]) => {
      const path = at === '' ? name : `${at}.${name}`;
      return [path, ...membersOf(member, path)];
    });
  }
  if (inner instanceof z.ZodArray) return membersOf(inner.element, `${at}[]`);
  if (inner instanceof z.ZodRecord) return membersOf(inner.valueType, `${at}{}`);
  return [];
}

/** The members of a contract that a sample has, in the form of {@link membersOf}. */
export function membersIn(schema: z.core.$ZodType, value: unknown, at = ''): readonly string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) return membersIn(optionFor(inner, value), value, at);
  if (inner instanceof z.ZodObject) {
    const there = asObject(value);
    return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([name, member]) => {
      const path = at === '' ? name : `${at}.${name}`;
      return name in there ? [path, ...membersIn(member, there[name], path)] : [];
    });
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((item) => membersIn(inner.element, item, `${at}[]`));
  }
  if (inner instanceof z.ZodRecord) {
    return Object.values(asObject(value)).flatMap((item) => membersIn(inner.valueType, item, `${at}{}`));
  }
  return [];
}

function walkObject(schema: z.ZodObject, value: unknown, path: Path): readonly ContractNode[] {
  const there = asObject(value);
  const shape = Object.entries<z.core.$ZodType>(schema.shape);
  const members = shape.map(([name, member]) => ({
    name,
    isRequired: !mayBeAbsent(member),
    isThere: name in there,
  }));
  return [
    { kind: 'object', path, members },
    ...shape.flatMap(([name, member]) => (name in there ? walkContract(member, there[name], [...path, name]) : [])),
  ];
}

type MayBeAbsent = z.ZodOptional | z.ZodExactOptional | z.ZodDefault;

function mayBeAbsent(schema: z.core.$ZodType): schema is MayBeAbsent {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional || schema instanceof z.ZodDefault;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return mayBeAbsent(schema) ? unwrap(schema.unwrap()) : schema;
}

function optionFor(union: z.ZodUnion, value: unknown): z.core.$ZodType {
  const option = union.options.find((each) => z.safeParse(each, value).success);
  if (option === undefined) throw new Error('No option of the union takes the sample.');
  return option;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).parse(value);
}
