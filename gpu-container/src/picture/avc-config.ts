/** What an `avcC` box holds. */
export interface AvcConfig {
  /** Version, profile, compatibility and level. */
  readonly head: Buffer;
  readonly lengthBytes: number;
  readonly sequenceSets: readonly Buffer[];
  readonly pictureSets: readonly Buffer[];
  /** What follows in the higher profiles: chroma, depth, extensions. */
  readonly tail: Buffer;
}

/** Takes an `avcC` body apart. Undefined when it is no such thing. */
export function parseAvcConfig(body: Buffer): AvcConfig | undefined {
  if (body.length < 7 || body[0] !== 1) return undefined;
  let at = 6;
  const sets = (count: number): Buffer[] =>
    Array.from({ length: count }, () => {
      const length = at + 2 <= body.length ? body.readUInt16BE(at) : 0;
      const set = body.subarray(at + 2, at + 2 + length);
      at += 2 + length;
      return set;
    });
  const sequenceSets = sets((body[5] ?? 0) & 0x1f);
  const pictureCount = body[at] ?? 0;
  at += 1;
  const pictureSets = sets(pictureCount);
  if (at > body.length) return undefined;
  return {
    head: body.subarray(0, 4),
    lengthBytes: ((body[4] ?? 3) & 3) + 1,
    ...{ sequenceSets, pictureSets, tail: body.subarray(at) },
  };
}

/** The reverse of `parseAvcConfig`. */
export function writeAvcConfig(config: AvcConfig): Buffer {
  const withLength = (set: Buffer): Buffer => Buffer.concat([Buffer.from([set.length >> 8, set.length & 0xff]), set]);
  return Buffer.concat([
    config.head,
    Buffer.from([0xfc | (config.lengthBytes - 1), 0xe0 | config.sequenceSets.length]),
    ...config.sequenceSets.map(withLength),
    Buffer.from([config.pictureSets.length]),
    ...config.pictureSets.map(withLength),
    config.tail,
  ]);
}
