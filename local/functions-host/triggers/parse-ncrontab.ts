import type { Schedule } from './parse-schedule.js';

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const FIELDS = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  {
    name: 'month',
    min: 1,
    max: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const satisfies readonly Field[];

/** The longest gap of any schedule is eight years, between leap days around a century. */
const SEARCH_LIMIT_MS = 10 * 366 * 24 * 60 * 60 * 1000;

/**
 * Reads an NCRONTAB expression: `{second} {minute} {hour} {day} {month} {day of week}`; with five fields the second is 0.
 * Day and day of week must both match, unlike in Unix cron.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions
 *
 * @throws Error naming the field that cannot be read.
 */
export function parseNcrontab(expression: string): Schedule {
  const parts = expression.trim().split(/\s+/);
  const texts = parts.length === 5 ? ['0', ...parts] : parts;
  if (texts.length !== FIELDS.length)
    throw new Error(`'${expression}' is not a schedule: it needs five or six fields.`);
  const sets = FIELDS.map((field, index) => parseField(texts[index] ?? '', field));
  const allows = (field: number, value: number): boolean => sets[field]?.has(value) ?? false;
  return { next: (afterMs) => findNext(afterMs, allows) };
}

function findNext(afterMs: number, allows: (field: number, value: number) => boolean): number | undefined {
  const time = new Date(Math.floor(afterMs / 1000) * 1000 + 1000);
  while (time.getTime() - afterMs < SEARCH_LIMIT_MS) {
    if (!allows(4, time.getUTCMonth() + 1)) {
      time.setUTCMonth(time.getUTCMonth() + 1, 1);
      time.setUTCHours(0, 0, 0);
    } else if (!allows(3, time.getUTCDate()) || !allows(5, time.getUTCDay())) {
      time.setUTCDate(time.getUTCDate() + 1);
      time.setUTCHours(0, 0, 0);
    } else if (!allows(2, time.getUTCHours())) {
      time.setUTCHours(time.getUTCHours() + 1, 0, 0);
    } else if (!allows(1, time.getUTCMinutes())) {
      time.setUTCMinutes(time.getUTCMinutes() + 1, 0);
    } else if (!allows(0, time.getUTCSeconds())) {
      time.setUTCSeconds(time.getUTCSeconds() + 1);
    } else {
      return time.getTime();
    }
  }
  return undefined;
}

function parseField(text: string, field: Field): ReadonlySet<number> {
  const values = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [first, last] = parseRange(range, field, step !== undefined);
    const stride = Number(step ?? 1);
    if (first === undefined || last === undefined || stride === 0) throw new Error(`'${text}' is not a ${field.name}.`);
    for (let value = first; value <= last; value += stride) values.add(value);
  }
  return values;
}

/** `*`, one value, or `a-b`; a single value with a step runs to the end of the field. */
function parseRange(range: string, field: Field, hasStep: boolean): readonly [number, number] | readonly [] {
  if (range === '*') return [field.min, field.max];
  const [first, last, ...rest] = range.split('-').map((text) => parseValue(text, field));
  if (first === undefined || rest.length > 0) return [];
  if (range.includes('-')) return last === undefined || last < first ? [] : [first, last];
  return [first, hasStep ? field.max : first];
}

function parseValue(text: string, { min, max, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.slice(0, 3));
  if (named >= 0) return named + min;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
