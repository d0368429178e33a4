/** Where each byte of a UUID goes in the layout .NET gives a Guid, which the Azure clients expect in a delivery tag. */
const GUID_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

/** Lock tokens in the three forms they travel in: text, UUID bytes (management requests) and delivery tag. */
export const lockTokenTag = {
  toTag(lockToken: string): Buffer {
    return reorder(lockTokenTag.toUuid(lockToken));
  },

  fromTag(tag: Buffer | string): string {
    return lockTokenTag.fromUuid(reorder(Buffer.from(tag as Buffer)));
  },

  toUuid(lockToken: string): Buffer {
    return Buffer.from(lockToken.replaceAll('-', ''), 'hex');
  },

  fromUuid(uuid: Buffer): string {
    const hex = uuid.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  },
} as const;

function reorder(uuid: Buffer): Buffer {
  // The order is its own inverse.
  return Buffer.from(GUID_ORDER.map((at) => uuid[at] ?? 0));
}
