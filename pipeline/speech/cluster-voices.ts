import { agglomerateVoices, type VoiceGroup, type VoiceMerge } from './agglomerate-voices.js';
import type { Voice } from './voice.js';

export interface ClusterVoicesParams {
  /** In time order. */
  readonly voices: readonly Voice[];
  /** How many people speak, where someone knows. */
  readonly speakerCount?: number | undefined;
}

/**
 * Clusters whose middles are further apart than this are different people: the operating point that was published for
 * these embeddings with pyannote's segmentation (speaker-diarization-3.1).
 */
const SAME_PERSON_DISTANCE = 0.704_565_5;
/** A cluster of fewer voices is rather a cough, a laugh or a mixture than a person; a tenth of the voices is enough. */
const LEAST_VOICES = 3;
/** The table of distances grows with the square of this (1 MB): longer recordings are clustered in blocks first. */
const BLOCK_VOICES = 500;
/** What is nearer than this is the same person whatever comes later in the recording. */
const SURE_DISTANCE = 0.5;

/** Finds the people among the voices. Returns the mean embedding of each, at least one where there are voices at all. */
export function clusterVoices({ voices, speakerCount }: ClusterVoicesParams): Float32Array[] {
  const groups = groupInBlocks(voices);
  const merges = agglomerateVoices(groups);
  const leastVoices = Math.min(LEAST_VOICES, Math.max(1, Math.round(voices.length / 10)));
  const levels = countLarge({ groups, merges, leastVoices });
  const wanted = speakerCount === undefined ? undefined : Math.max(1, Math.min(speakerCount, groups.length));
  const level = wanted === undefined ? freeLevel(merges) : levelOf({ levels, merges, wanted });
  const people = replay({ groups, merges, level: level ?? groups.length - (wanted ?? 1) });
  const large = people.filter(({ size }) => size >= leastVoices);
  if (level === undefined) return people.map(({ centroid }) => centroid);
  return (large.length > 0 ? large : replay({ groups, merges, level: merges.length })).map(({ centroid }) => centroid);
}

/** How many merges are of one person, judged by the distance alone. */
function freeLevel(merges: readonly VoiceMerge[]): number {
  const first = merges.findIndex(({ distance, isForced }) => isForced || distance > SAME_PERSON_DISTANCE);
  return first < 0 ? merges.length : first;
}

interface LevelOfParams {
  readonly levels: readonly number[];
  readonly merges: readonly VoiceMerge[];
  readonly wanted: number;
}

/** Of the levels with so many people, the one nearest to where distance alone would stop; undefined where none has. */
function levelOf({ levels, merges, wanted }: LevelOfParams): number | undefined {
  const cost = (level: number): number => Math.abs((merges[level - 1]?.distance ?? 0) - SAME_PERSON_DISTANCE);
  const fitting = levels.flatMap((large, level) => (large === wanted ? [level] : []));
  return fitting.length === 0 ? undefined : fitting.reduce((a, b) => (cost(b) < cost(a) ? b : a));
}

interface CountLargeParams {
  readonly groups: readonly VoiceGroup[];
  readonly merges: readonly VoiceMerge[];
  readonly leastVoices: number;
}

/** After no, one, two… merges: how many groups are large enough to be people. */
function countLarge({ groups, merges, leastVoices }: CountLargeParams): number[] {
  const sizes = groups.map(({ size }) => size);
  const isLarge = (size: number): number => (size >= leastVoices ? 1 : 0);
  let large = sizes.reduce((count, size) => count + isLarge(size), 0);
  const levels = [large];
  for (const { into, from } of merges) {
    const [a, b] = [sizes[into] ?? 0, sizes[from] ?? 0];
    large += isLarge(a + b) - isLarge(a) - isLarge(b);
    sizes[into] = a + b;
    levels.push(large);
  }
  return levels;
}

interface ReplayParams {
  readonly groups: readonly VoiceGroup[];
  readonly merges: readonly VoiceMerge[];
  /** How many of the merges are done. */
  readonly level: number;
}

/** The groups after some of the merges. */
function replay({ groups, merges, level }: ReplayParams): VoiceGroup[] {
  const members: (VoiceGroup[] | undefined)[] = groups.map((group) => [group]);
  for (const { into, from } of merges.slice(0, level)) {
    members[into]?.push(...(members[from] ?? []));
    members[from] = undefined;
  }
  return members.flatMap((together) => (together === undefined ? [] : [join(together)]));
}

function join(members: readonly VoiceGroup[]): VoiceGroup {
  const size = members.reduce((sum, member) => sum + member.size, 0);
  const centroid = new Float32Array(members[0]?.centroid.length ?? 0);
  for (const member of members) {
    for (let i = 0; i < centroid.length; i++) {
      centroid[i] = (centroid[i] ?? 0) + ((member.centroid[i] ?? 0) * member.size) / size;
    }
  }
  return { centroid, size, windows: new Set(members.flatMap(({ windows }) => [...windows])) };
}

const groupOf = ({ embedding, window }: Voice): VoiceGroup => ({
  centroid: embedding,
  size: 1,
  windows: new Set([window]),
});

/** Joins what is surely one person block by block, so that no more than a block's number of groups is left. */
function groupInBlocks(voices: readonly Voice[]): VoiceGroup[] {
  if (voices.length <= BLOCK_VOICES) return voices.map(groupOf);
  const blocks = Math.ceil(voices.length / BLOCK_VOICES);
  const most = Math.floor(BLOCK_VOICES / blocks);
  return Array.from({ length: blocks }, (_, block) => {
    const groups = voices.slice(block * BLOCK_VOICES, (block + 1) * BLOCK_VOICES).map(groupOf);
    const merges = agglomerateVoices(groups);
    const unsure = merges.findIndex(({ distance, isForced }) => isForced || distance > SURE_DISTANCE);
    const sure = unsure < 0 ? merges.length : unsure;
    return replay({ groups, merges, level: Math.max(sure, groups.length - most) });
  }).flat();
}
