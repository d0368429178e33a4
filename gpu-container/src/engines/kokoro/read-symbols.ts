import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What is read of a published `tokenizer.json`. */
const Tokenizer = z.object({ model: z.object({ vocab: z.record(z.string(), z.number().int().nonnegative()) }) });

/** The signs a model knows, each with its number. */
export type Symbols = ReadonlyMap<string, number>;

/** The alphabet of a model from its `tokenizer.json`; every sign is one token. Throws when the file is another thing. */
export async function readSymbols(path: string): Promise<Symbols> {
  const { model } = Tokenizer.parse(JSON.parse(await readFile(path, 'utf8')));
  return new Map(Object.entries(model.vocab));
}
