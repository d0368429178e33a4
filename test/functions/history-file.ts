import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type RecordedHistory, recordedHistorySchema } from '../../local/functions-host/durable/recorded-history.js';

const folder = join(import.meta.dirname, 'histories');
const ending = '.history.json';

/**
 * A golden history as its file holds it. Every turn answers with all actions so far; the file tells each of them once:
 * `kept` actions are those of the turn before, `actions` the rest.
 */
const packedHistorySchema = recordedHistorySchema.extend({
  turns: z.array(recordedHistorySchema.shape.turns.element.extend({ kept: z.number().int().nonnegative() })),
});
type PackedHistory = z.infer<typeof packedHistorySchema>;

/** Names of all golden histories, without their ending. */
export function historyNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

export function readHistory(name: string): RecordedHistory {
  const packed = packedHistorySchema.parse(JSON.parse(readFileSync(join(folder, name + ending), 'utf8')));
  return unpackHistory(packed);
}

/** Writes a golden history; the formatter has the last word on its looks. */
export function writeHistory(name: string, history: RecordedHistory): void {
  writeFileSync(join(folder, name + ending), `${JSON.stringify(packHistory(history), null, 2)}\n`);
}

export function packHistory(history: RecordedHistory): PackedHistory {
  let before: readonly unknown[] = [];
  const turns = history.turns.map(({ actions, ...turn }) => {
    const changed = actions.findIndex((action, index) => !isDeepStrictEqual(action, before[index]));
    const kept = changed < 0 ? actions.length : changed;
    before = actions;
    return { ...turn, kept, actions: actions.slice(kept) };
  });
  return { ...history, turns };
}

export function unpackHistory({ turns, ...history }: PackedHistory): RecordedHistory {
  let before: readonly unknown[] = [];
  const unpacked = turns.map(({ kept, actions, ...turn }) => {
    const all = [...before.slice(0, kept), ...actions];
    before = all;
    return { ...turn, actions: all };
  });
  return { ...history, turns: unpacked };
}
