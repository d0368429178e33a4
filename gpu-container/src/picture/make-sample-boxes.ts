import { makeBox } from './make-box.js';
import type { PictureTrack } from './picture-track.js';

export interface MakeSampleBoxesParams {
  readonly track: PictureTrack;
  readonly sampleEntry: Buffer;
  /** Where the first packet lies in the file; the others follow one another. */
  readonly dataAt: number;
}

/** Packets found by one entry of the offset table. */
const CHUNK_SAMPLES = 32;

/** The tables of an `stbl` box. */
export function makeSampleBoxes({ track, sampleEntry, dataAt }: MakeSampleBoxesParams): readonly Buffer[] {
  const { sizes, decodeTimes, presentationTimes, isSync, endTime } = track;
  const count = sizes.length;
  const steps = decodeTimes.map((time, at) => (decodeTimes[at + 1] ?? endTime) - time);
  const offsets = presentationTimes.map((time, at) => time - (decodeTimes[at] ?? 0));
  const syncs = [...isSync.keys()].filter((at) => isSync[at] === 1);
  return [
    makeBox('stsd', words([0, 1]), sampleEntry),
    makeBox('stts', words([0, ...runLengths(steps)])),
    // version 1 where a picture is shown before its turn to be decoded
    ...(offsets.some((offset) => offset !== 0)
      ? [makeBox('ctts', words([offsets.some((offset) => offset < 0) ? 1 << 24 : 0, ...runLengths(offsets)]))]
      : []),
    ...(syncs.length === count ? [] : [makeBox('stss', words([0, syncs.length]), words(syncs.map((at) => at + 1)))]),
    makeBox('stsc', words([0, ...chunkRuns(count)])),
    makeBox('stsz', words([0, 0, count]), words(sizes)),
    makeBox('co64', words([0, Math.ceil(count / CHUNK_SAMPLES)]), chunkOffsets(sizes, dataAt)),
  ];
}

function words(values: ArrayLike<number>): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (let at = 0; at < values.length; at++) bytes.writeInt32BE((values[at] ?? 0) | 0, 4 * at);
  return bytes;
}

/** How many pairs follow, then pairs of how often and what. */
function runLengths(values: Float64Array): number[] {
  const pairs: number[] = [0];
  let [value, times] = [values[0] ?? 0, 0];
  const end = (): void => {
    pairs[0] = (pairs[0] ?? 0) + 1;
    pairs.push(times, value);
  };
  for (const next of values) {
    if (next !== value) {
      end();
      [value, times] = [next, 0];
    }
    times += 1;
  }
  if (times > 0) end();
  return pairs;
}

/** Full chunks, then the last one where it is shorter. Each entry: first chunk, packets, sample description. */
function chunkRuns(count: number): readonly number[] {
  const full = Math.floor(count / CHUNK_SAMPLES);
  const rest = count % CHUNK_SAMPLES;
  const entries = [...(full > 0 ? [1, CHUNK_SAMPLES, 1] : []), ...(rest > 0 ? [full + 1, rest, 1] : [])];
  return [entries.length / 3, ...entries];
}

function chunkOffsets(sizes: Float64Array, dataAt: number): Buffer {
  const bytes = Buffer.alloc(8 * Math.ceil(sizes.length / CHUNK_SAMPLES));
  let at = dataAt;
  sizes.forEach((size, sample) => {
    if (sample % CHUNK_SAMPLES === 0) bytes.writeBigUInt64BE(BigInt(at), (8 * sample) / CHUNK_SAMPLES);
    at += size;
  });
  return bytes;
}
