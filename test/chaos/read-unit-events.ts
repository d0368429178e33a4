import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One line a worker logged about a unit. */
export interface UnitEvent {
  readonly time: string;
  readonly event: string;
  readonly unitKey: string;
}

/** Every unit event of every execution, in the order of their clocks. */
export async function readUnitEvents(logDirectory: string): Promise<UnitEvent[]> {
  const events: UnitEvent[] = [];
  for (const name of await readdir(logDirectory)) {
    const text = await readFile(join(logDirectory, name), 'utf8');
    for (const line of text.split('\n')) {
      try {
        const entry = JSON.parse(line) as Partial<UnitEvent>; // lines that are not ours lack the fields looked at next
        if (entry.event?.startsWith('unit.') && entry.unitKey && entry.time) events.push(entry as UnitEvent);
      } catch {
        // a line that a kill cut short
      }
    }
  }
  return events.sort((a, b) => a.time.localeCompare(b.time));
}
