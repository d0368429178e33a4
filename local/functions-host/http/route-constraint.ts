/** Whether a route value satisfies a constraint. */
export type RouteConstraint = (value: string) => boolean;

const GUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const INT_MAX = 2n ** 31n;
const LONG_MAX = 2n ** 63n;

const plainConstraints: Readonly<Record<string, RouteConstraint>> = {
  alpha: (value) => /^[a-z]*$/i.test(value),
  bool: (value) => /^(true|false)$/i.test(value),
  int: (value) => isIntegerBelow(value, INT_MAX),
  long: (value) => isIntegerBelow(value, LONG_MAX),
  guid: (value) => GUID.test(value),
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  decimal: isNumber,
  double: isNumber,
  float: isNumber,
  required: (value) => value !== '',
};

const numberedConstraints: Readonly<Record<string, (low: number, high: number) => RouteConstraint>> = {
  length: (low, high) => (value) => value.length >= low && value.length <= high,
  minlength: (low) => (value) => value.length >= low,
  maxlength: (low) => (value) => value.length <= low,
  min: (low) => (value) => isNumber(value) && Number(value) >= low,
  max: (low) => (value) => isNumber(value) && Number(value) <= low,
  range: (low, high) => (value) => isNumber(value) && Number(value) >= low && Number(value) <= high,
};

/**
 * An inline constraint of a route template, for example `int`, `range(1,9)` or `regex(^\d+$)`.
 *
 * @throws Error when ASP.NET has no such constraint.
 */
export function routeConstraint(text: string): RouteConstraint {
  const [, name = '', argument = ''] = /^([^(]+)(?:\((.*)\))?$/.exec(text) ?? [];
  const plain = plainConstraints[name.toLowerCase()];
  if (plain) return plain;
  if (name.toLowerCase() === 'regex') {
    const pattern = new RegExp(argument, 'i');
    return (value) => pattern.test(value);
  }
  const numbered = numberedConstraints[name.toLowerCase()];
  const [low = Number.NaN, high = low] = argument.split(',').map(Number);
  if (!numbered || Number.isNaN(low) || Number.isNaN(high)) throw new Error(`'${text}' is not a route constraint.`);
  return numbered(low, high);
}

function isNumber(value: string): boolean {
  return /^[-+]?\d+(\.\d+)?$/.test(value);
}

function isIntegerBelow(value: string, limit: bigint): boolean {
  if (!/^-?\d{1,19}$/.test(value)) return false;
  const number = BigInt(value);
  return number < limit && number >= -limit;
}
