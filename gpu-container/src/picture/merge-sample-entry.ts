import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { type AvcConfig, parseAvcConfig, writeAvcConfig } from './avc-config.js';
import { findConfigBox } from './decoder-config.js';
import { makeBox } from './make-box.js';
import type { SampleTable } from './sample-table.js';

/** What a sample description tells decoders that must hold for the runs as well; all runs of a picture say the same. */
export function mergeSampleEntry(source: SampleTable, runs: readonly SampleTable[]): Buffer {
  const { sampleEntry } = source;
  const box = findConfigBox(source, 'avcC');
  const own = box && parseAvcConfig(box.body);
  if (box === undefined || own === undefined) return sampleEntry;
  const bodies = runs.flatMap((run) => findConfigBox(run, 'avcC')?.body ?? []);
  const [first] = bodies;
  const added = first && parseAvcConfig(first);
  if (added === undefined) return sampleEntry;
  if (bodies.some((body) => !body.equals(first ?? body))) {
    throw new PipelineError('source-damaged', 'The runs of the picture were encoded in different ways.');
  }
  const merged = makeBox('avcC', writeAvcConfig(joinConfigs(own, added)));
  const entry = Buffer.concat([sampleEntry.subarray(0, box.start), merged, sampleEntry.subarray(box.end)]);
  entry.writeUInt32BE(entry.length);
  return entry;
}

/** Both sets of parameters, under the higher profile and level and the constraints that both keep. */
function joinConfigs(own: AvcConfig, added: AvcConfig): AvcConfig {
  const byte = (config: AvcConfig, at: number): number => config.head[at] ?? 0;
  const higher = (at: number): number => Math.max(byte(own, at), byte(added, at));
  return {
    head: Buffer.from([1, higher(1), byte(own, 2) & byte(added, 2), higher(3)]),
    lengthBytes: own.lengthBytes,
    sequenceSets: [...own.sequenceSets, ...added.sequenceSets],
    pictureSets: [...own.pictureSets, ...added.pictureSets],
    tail: own.tail.length > 0 ? own.tail : added.tail,
  };
}
