import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Done = z.object({ time: z.iso.datetime(), event: z.literal('unit.done'), computeMs: z.number() });

/** When units were computed, in ms since the epoch: transfers and bookkeeping are not part of a span. */
export async function readUnitSpans(logDirectory: string): Promise<{ startMs: number; endMs: number }[]> {
  const spans: { startMs: number; endMs: number }[] = [];
  for (const name of await readdir(logDirectory)) {
    for (const line of (await readFile(join(logDirectory, name), 'utf8')).split('\n')) {
      const entry = Done.safeParse(parse(line));
      if (!entry.success) continue;
      const endMs = Date.parse(entry.data.time);
      spans.push({ startMs: endMs - entry.data.computeMs, endMs });
    }
  }
  return spans;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // an engine's own words
  }
}
