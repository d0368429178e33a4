import type { Path } from './walk-contract.js';

/** A copy of `value` in which the place at `path` is what `change` makes of it; undefined removes it. */
export function changeAt(value: unknown, path: Path, change: (before: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? changeAt(item, rest, change) : item));
  }
  if (typeof value !== 'object' || value === null) throw new Error(`There is nothing at ${path.join('.')}.`);
  const { [key]: before, ...others } = value as Readonly<Record<string | number, unknown>>;
  const after = changeAt(before, rest, change);
  return after === undefined ? others : { ...others, [key]: after };
}
