/** A date and bytes as they stand in a journal, where JSON alone would turn them into plain text and objects. */
type Tagged = { readonly $date: string } | { readonly $bytes: string };

/** Turns documents with dates and bytes into JSON values and back, exactly. */
export const documentCodec = {
  encode(value: unknown): unknown {
    if (value instanceof Date) return { $date: value.toISOString() } satisfies Tagged;
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') } satisfies Tagged;
    if (Array.isArray(value)) return value.map(documentCodec.encode);
    if (typeof value !== 'object' || value === null) return value;
    return mapValues(value, documentCodec.encode);
  },

  decode(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(documentCodec.decode);
    if (typeof value !== 'object' || value === null) return value;
    if ('$date' in value && typeof value.$date === 'string') return new Date(value.$date);
    if ('$bytes' in value && typeof value.$bytes === 'string') return Buffer.from(value.$bytes, 'base64');
    return mapValues(value, documentCodec.decode);
  },
} as const;

function mapValues(object: object, map: (value: unknown) => unknown): Record<string, unknown> {
  const entries = Object.entries(object).filter(([, value]) => typeof value !== 'function');
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value)]));
}
