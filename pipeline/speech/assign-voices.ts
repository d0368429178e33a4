import type { Voice } from './voice.js';

export interface AssignVoicesParams {
  readonly voices: readonly Voice[];
  /** Mean embedding of each person. */
  readonly people: readonly Float32Array[];
}

/**
 * Gives every voice the person it sounds like most. Voices of one window get different people, those that together sound
 * most alike; only where a window has more voices than there are people do some share one. Returns indices of people.
 */
export function assignVoices({ voices, people }: AssignVoicesParams): number[] {
  const likenesses = voices.map(({ embedding }) => people.map((person) => cosine(embedding, person)));
  const windows = new Map<number, number[]>();
  for (const [index, { window }] of voices.entries()) windows.set(window, [...(windows.get(window) ?? []), index]);
  const assigned = new Array<number>(voices.length).fill(0);
  for (const members of windows.values()) {
    const rows = members.map((index) => likenesses[index] ?? []);
    bestRow(rows).forEach((person, i) => {
      assigned[members[i] ?? 0] = person;
    });
  }
  return assigned;
}

/** Different people for each row, the sum of likenesses greatest; rows that find nobody left take whom they like best. */
function bestRow(rows: readonly (readonly number[])[]): number[] {
  // one row's choice can spoil at most one candidate of another: as many candidates as rows are enough
  const candidates = rows.map((row) => rank(row).slice(0, rows.length));
  let best = { sum: Number.NEGATIVE_INFINITY, people: [] as readonly (number | undefined)[] };
  const visit = (people: readonly (number | undefined)[], sum: number): void => {
    const row = people.length;
    if (row === rows.length) {
      if (sum > best.sum) best = { sum, people };
      return;
    }
    const free = candidates[row]?.filter((person) => !people.includes(person)) ?? [];
    for (const person of free) visit([...people, person], sum + (rows[row]?.[person] ?? 0));
    // a likeness is at least −1, so leaving a row out costs more than any choice
    if (free.length === 0 || rows.length > (rows[0]?.length ?? 0)) visit([...people, undefined], sum - LEFT_OUT);
  };
  visit([], 0);
  return best.people.map((person, row) => person ?? candidates[row]?.[0] ?? 0);
}

const LEFT_OUT = 10;

const rank = (row: readonly number[]): number[] =>
  row.map((_, person) => person).sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b);

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0;
    const y = b[i] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : 0;
}
