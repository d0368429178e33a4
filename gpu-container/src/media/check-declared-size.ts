import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';

/** Writers get the last chunk wrong by a few bytes; a file that lacks more than this was cut off. */
const TOLERANCE_BYTES = 4096;
const RIFF_UNKNOWN = [0, 0xffffffff];
const EBML_SEGMENT = [0x18, 0x53, 0x80, 0x67];

function riffEnd(head: Uint8Array): number | undefined {
  if (head.length < 8) return undefined;
  const size = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  return RIFF_UNKNOWN.includes(size) ? undefined : size + 8;
}

/** Reads an EBML variable-length size; undefined when it says "unknown" or the bytes end. */
function readVint(head: Uint8Array, at: number): { readonly value: number | undefined; readonly length: number } {
  const first = head[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > head.length) return { value: undefined, length: 1 };
  const ones = first === (1 << (9 - length)) - 1 && head.subarray(at + 1, at + length).every((byte) => byte === 0xff);
  let value = first & ((1 << (8 - length)) - 1);
  for (let index = 1; index < length; index++) value = value * 256 + (head[at + index] ?? 0);
  return { value: ones ? undefined : value, length };
}

function segmentEnd(head: Uint8Array): number | undefined {
  const header = readVint(head, 4);
  if (header.value === undefined) return undefined;
  const at = 4 + header.length + header.value;
  if (!EBML_SEGMENT.every((byte, index) => head[at + index] === byte)) return undefined;
  const size = readVint(head, at + 4);
  return size.value === undefined ? undefined : at + 4 + size.length + size.value;
}

/**
 * Compares what a RIFF or Matroska file says of its own length with the file. Unknown lengths (live recordings) pass.
 * Fails with `source-damaged` when the end is missing.
 */
export function checkDeclaredSize(container: 'riff' | 'matroska', head: Uint8Array, sizeBytes: number): void {
  const end = container === 'riff' ? riffEnd(head) : segmentEnd(head);
  if (end === undefined || end <= sizeBytes + TOLERANCE_BYTES) return;
  throw new PipelineError('source-damaged', `The file is cut off: it should have ${end} bytes and has ${sizeBytes}.`);
}
