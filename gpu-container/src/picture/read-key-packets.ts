import { open, rm } from 'node:fs/promises';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { SafeInput } from '../media/inspect-source.js';
import { requireVideo } from '../media/require-video.js';
import { runFfmpeg } from '../media/run-ffmpeg.js';
import { parseAvcConfig } from './avc-config.js';
import { findConfigBox } from './decoder-config.js';
import { isIndependentKey } from './is-independent-key.js';
import { nalUnits } from './nal-units.js';
import { parameterSetId } from './parameter-set-id.js';
import { readSampleTable } from './read-sample-table.js';
import type { SampleTable } from './sample-table.js';

/** What the key packets of a stream are, in the order of decoding. */
export interface KeyPackets {
  readonly isIndependent: readonly boolean[];
  /** Numbers of H.264 parameter sets that the stream uses. */
  readonly parameterSetIds: ReadonlySet<number>;
}

export interface ReadKeyPacketsParams {
  readonly input: SafeInput;
  readonly info: MediaInfo;
  /** Where a file with the key packets alone may lie meanwhile. */
  readonly scratchPath: string;
  readonly signal: AbortSignal;
}

/** Enough of a packet to see what it begins with; messages before the first slice are far shorter. */
const HEAD_BYTES = 256 * 1024;
/** What our encoders write, and nearly everyone else. */
const LENGTH_BYTES = 4;
const AVC_LENGTH_AT = 4;
const HEVC_LENGTH_AT = 21;

/**
 * Looks into the key packets of any container: ffmpeg writes them, and nothing else, into an MP4. Undefined when that
 * file says nothing we can read. Fails with `source-damaged`, `cancelled`, `time-limit`.
 */
export async function readKeyPackets(params: ReadKeyPacketsParams): Promise<KeyPackets | undefined> {
  const { input, info, scratchPath, signal } = params;
  const video = requireVideo(info);
  try {
    await runFfmpeg({
      inputs: [{ input, options: ['-copyts'] }],
      args: ['-map', `0:${video.index}`, '-c', 'copy', '-bsf:v', 'noise=drop=not(key)', '-strict', '-2'],
      format: 'mp4',
      outputPath: scratchPath,
      durationMs: info.durationMs,
      signal,
    });
    const table = await readSampleTable(scratchPath, 0);
    return table === undefined ? undefined : await readKeys({ path: scratchPath, table, codec: video.codec });
  } finally {
    await rm(scratchPath, { force: true });
  }
}

interface ReadKeysParams {
  readonly path: string;
  readonly table: SampleTable;
  readonly codec: string;
}

async function readKeys({ path, table, codec }: ReadKeysParams): Promise<KeyPackets | undefined> {
  const avc = findConfigBox(table, 'avcC')?.body;
  const lengthBytes = ((avc?.[AVC_LENGTH_AT] ?? findConfigBox(table, 'hvcC')?.body[HEVC_LENGTH_AT] ?? 3) & 3) + 1;
  if (lengthBytes !== LENGTH_BYTES) return undefined;
  const config = avc && parseAvcConfig(avc);
  const parameterSetIds = new Set<number>();
  const note = (unit: Uint8Array): void => {
    const id = parameterSetId(unit);
    if (id !== undefined) parameterSetIds.add(id);
  };
  [...(config?.sequenceSets ?? []), ...(config?.pictureSets ?? [])].forEach(note);
  const isIndependent: boolean[] = [];
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    for (let key = 0; key < table.count; key++) {
      const length = Math.min(table.sizes[key] ?? 0, HEAD_BYTES);
      const { bytesRead } = await file.read(head, 0, length, table.offsets[key] ?? 0);
      const packet = head.subarray(0, bytesRead);
      isIndependent.push(isIndependentKey({ codec, packet, lengthBytes }));
      if (codec === 'h264') for (const unit of nalUnits(packet, lengthBytes)) note(unit);
    }
  } finally {
    await file.close();
  }
  return { isIndependent, parameterSetIds };
}
