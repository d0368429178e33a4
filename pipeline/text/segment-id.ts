/** The id of the segment at that place (from 0) of a fresh transcript: `seg_0001`. Edits keep ids as they are. */
export function segmentId(at: number): string {
  return `seg_${String(at + 1).padStart(4, '0')}`;
}
