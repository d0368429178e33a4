import { clusterStatistics } from './cluster-statistics.js';
import { type FrameStatistics, frameStatistics } from './frame-statistics.js';
import { mergeStatistics } from './merge-statistics.js';
import type { SpeechUnit } from './speech-unit.js';
import { FEATURE_DIMENSION } from './voice-features.js';

export interface ClusterSpeakersParams {
  /** In time order. */
  readonly units: readonly SpeechUnit[];
  /** How many people speak, where someone knows. */
  readonly speakerCount?: number | undefined;
}

/** Measured on real recordings: lower finds speakers that are not there, higher loses some. */
const LAMBDA = 2;
/** A voice needs about this much sound to be described; longer chunks may hold two people. */
const CHUNK_MS = 2500;
/** A chunk with less pitch than this is noise, breath or laughter. */
const LEAST_VOICED_MS = 160;
/** Comparing every chunk with every other grows with the square; longer recordings are clustered in blocks first. */
const BLOCK_CHUNKS = 400;

/**
 * Groups pieces of speech by voice. Returns a speaker number for every unit; undefined where no pitch is heard, because
 * noise between words would otherwise pass for one more speaker.
 */
export function clusterSpeakers({ units, speakerCount }: ClusterSpeakersParams): (number | undefined)[] {
  const all = cutChunks(units);
  const voiced = all.filter((chunk) => chunk.reduce((sum, unit) => sum + unit.voicedMs, 0) >= LEAST_VOICED_MS);
  const chunks = voiced.length > 0 ? voiced : all;
  const items = chunks.map((chunk) =>
    frameStatistics(
      chunk.flatMap((unit) => [...unit.frames]),
      FEATURE_DIMENSION,
    ),
  );
  const labels = clusterBlocks(items, speakerCount);
  return all.flatMap((chunk) => chunk.map(() => labels[chunks.indexOf(chunk)]));
}

/** Joins units of one segment to chunks of up to `CHUNK_MS`. */
function cutChunks(units: readonly SpeechUnit[]): SpeechUnit[][] {
  const chunks: SpeechUnit[][] = [];
  for (const unit of units) {
    const chunk = chunks.at(-1);
    const first = chunk?.[0];
    const fits = first !== undefined && first.segment === unit.segment && unit.endMs - first.startMs <= CHUNK_MS;
    if (fits) chunk?.push(unit);
    else chunks.push([unit]);
  }
  return chunks;
}

function clusterBlocks(items: readonly FrameStatistics[], count: number | undefined): number[] {
  if (items.length <= BLOCK_CHUNKS) return clusterStatistics({ items, count, lambda: LAMBDA });
  const groups: { statistics: FrameStatistics; members: number[] }[] = [];
  for (let start = 0; start < items.length; start += BLOCK_CHUNKS) {
    const block = items.slice(start, start + BLOCK_CHUNKS);
    const offset = groups.length;
    clusterStatistics({ items: block, lambda: LAMBDA }).forEach((label, i) => {
      const item = block[i];
      const known = groups[offset + label];
      if (item === undefined) return;
      if (known === undefined) groups[offset + label] = { statistics: item, members: [start + i] };
      else
        groups[offset + label] = {
          statistics: mergeStatistics(known.statistics, item),
          members: [...known.members, start + i],
        };
    });
  }
  const labels = clusterStatistics({ items: groups.map((group) => group.statistics), count, lambda: LAMBDA });
  const output = new Array<number>(items.length).fill(0);
  groups.forEach((group, index) => {
    for (const member of group.members) output[member] = labels[index] ?? 0;
  });
  return output;
}
