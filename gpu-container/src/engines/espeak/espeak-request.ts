import { z } from 'zod';

/** One utterance for the speaking process. `pitch` and `range` are 0…99, `wordsPerMinute` 80…450. */
export const EspeakUtterance = z.strictObject({
  voice: z.string(),
  text: z.string(),
  wordsPerMinute: z.number(),
  pitch: z.number(),
  range: z.number(),
});
export type EspeakUtterance = z.infer<typeof EspeakUtterance>;

/** What the speaking process reads from standard input, once. */
export const EspeakRequest = z.strictObject({ utterances: z.array(EspeakUtterance) });
export type EspeakRequest = z.infer<typeof EspeakRequest>;

/** Something that happens at a sample: a word begins (its place in the text, in characters from 1), or a phoneme does. */
export const EspeakEvent = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('word'), sample: z.number(), position: z.number(), length: z.number() }),
  z.strictObject({ kind: z.literal('phoneme'), sample: z.number(), ipa: z.string() }),
]);
export type EspeakEvent = z.infer<typeof EspeakEvent>;

/** What it writes to standard output: one answer per utterance, mono 16-bit little-endian samples in base64. */
export const EspeakAnswer = z.strictObject({
  sampleRateHz: z.number().int().positive(),
  utterances: z.array(z.strictObject({ samples: z.base64(), events: z.array(EspeakEvent) })),
});
export type EspeakAnswer = z.infer<typeof EspeakAnswer>;
