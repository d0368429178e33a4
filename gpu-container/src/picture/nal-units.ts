/** The units of an H.264 or HEVC packet in which each is preceded by its length, as MP4 and Matroska hold them. */
export function* nalUnits(packet: Uint8Array, lengthBytes: number): Generator<Uint8Array> {
  for (let at = 0; at + lengthBytes < packet.length; ) {
    let length = 0;
    for (let k = 0; k < lengthBytes; k++) length = length * 256 + (packet[at + k] ?? 0);
    at += lengthBytes;
    yield packet.subarray(at, at + length);
    at += length;
  }
}
