import { afterEach, describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../local/functions-host/durable/history-event.js';
import { type JobRequest, maxTargetLanguages } from '../../pipeline/contracts/job-request.js';
import type { SourceFile } from '../../pipeline/contracts/source-file.js';
import { acceptJob } from '../../pipeline/jobs/accept-job.js';
import { loadBrief } from '../../pipeline/jobs/load-brief.js';
import { parseRequest } from '../../pipeline/jobs/parse-request.js';
import { safeFileName } from '../../pipeline/jobs/safe-file-name.js';
import { createJobWorld } from '../pipeline/jobs/job-world.js';
import { historyNames, readHistory } from './history-file.js';
import { createOrchestratorHarness, type OrchestratorHarness } from './orchestrator-harness.js';
import { scriptJob } from './scripted-job.js';

/**
 * What one event of a history may carry, in bytes. Azure Storage puts messages over 45 KB into blobs, at a price in
 * time for every turn; this leaves room for what surrounds it.
 * https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-azure-storage-provider
 */
const maxEventBytes = 30_000;
/** The longest name a request may give a file, in UTF-16 units. */
const longName = `${'A long talk about nothing at all '.repeat(8).slice(0, 251)}.mp4`;

const languages =
  'af ar az be bg bn bs ca cs cy da de el es et eu fa fi fr gl gu he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mr ms nb ne nl pl pt-BR ro ru sk sl'.split(
    ' ',
  );

let harness: OrchestratorHarness | undefined;
afterEach(async () => harness?.dispose());

/** Bytes of everything an event carries in or out, by what it is. */
function sizes(events: readonly object[]): readonly { readonly what: string; readonly bytes: number }[] {
  return events.flatMap((event) =>
    Object.entries(event).flatMap(([member, value]) =>
      ['Input', 'Result', 'Reason', 'Details'].includes(member) && typeof value === 'string'
        ? [{ what: `${'Name' in event ? event.Name : ''} ${member}`, bytes: Buffer.byteLength(value) }]
        : [],
    ),
  );
}

function uploaded(name: string): SourceFile {
  return { kind: 'blob', container: 'uploads', blob: `${'f'.repeat(64)}/${safeFileName(name)}`, name };
}

/** Plays a job with as many languages as one may have, its brief made by the real code from a real request. */
async function playWidestJob(request: Partial<JobRequest>): Promise<readonly HistoryEvent[]> {
  const source = uploaded(longName);
  const files = [
    source,
    ...(request.transcript ? [request.transcript] : []),
    ...Object.values(request.translations ?? {}),
  ];
  const blobs = files.flatMap((file) =>
    file.kind === 'blob' ? [[`${file.container}/${file.blob}`, { etag: '"0x8DD0A1B2C3D4E5F"' }]] : [],
  );
  const world = createJobWorld(Object.fromEntries(blobs));
  const glossary = Array.from({ length: 500 }, (_, n) => ({
    source: `term ${n}`.repeat(20),
    target: 'word '.repeat(30),
  }));
  const { id } = await acceptJob(
    {
      request: parseRequest({ source, targets: languages, glossary, ...request }),
      startedBy: 'api',
      idempotencyKey: 'widest',
    },
    world,
  );
  const brief = await loadBrief(id, world);
  harness = await createOrchestratorHarness(
    scriptJob({ brief, isMemoized: true, scripts: { 'load-brief': () => loadBrief(id, world) } }),
  );
  expect((await harness.run('localize', { jobId: id }, id)).status).toBe('Completed');
  const instances = await harness.instances();
  expect(instances.filter(({ name }) => name === 'localize-target')).toHaveLength(maxTargetLanguages);
  return instances.flatMap(({ history }) => history.events);
}

describe('what a history carries', () => {
  it('stays small in every golden history, and is there to be seen', () => {
    const all = historyNames().flatMap((name) => sizes(readHistory(name).events));
    expect(all.length).toBeGreaterThan(500);
    expect(Math.max(...all.map(({ bytes }) => bytes))).toBeGreaterThan(1_000);
    expect(all.filter(({ bytes }) => bytes >= maxEventBytes)).toEqual([]);
  });

  it('is counted in bytes, not in characters', () => {
    expect(sizes([{ Name: 'load-brief', Input: '1', Result: 'ж'.repeat(20_000) }])).toEqual([
      { what: 'load-brief Input', bytes: 1 },
      { what: 'load-brief Result', bytes: 40_000 },
    ]);
  });

  it('stays small with 50 target languages, the longest name and the longest glossary', async () => {
    const all = sizes(await playWidestJob({}));
    expect(all.filter(({ bytes }) => bytes >= maxEventBytes)).toEqual([]);
  }, 60_000);

  it('stays small when a translation with a long name is brought for each of 50 languages', async () => {
    const translations = Object.fromEntries(
      languages.map((language) => [language, uploaded(`${longName.slice(0, 200)}.${language}.srt`)]),
    );
    const all = sizes(await playWidestJob({ transcript: uploaded(`${longName}.srt`.slice(-255)), translations }));
    expect(all.filter(({ bytes }) => bytes >= maxEventBytes)).toEqual([]);
  }, 60_000);
});
