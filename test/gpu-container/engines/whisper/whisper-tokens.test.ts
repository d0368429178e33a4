import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsFromTokens } from '../../../../gpu-container/src/engines/whisper/words-from-tokens.js';
import { loadTransformers } from '../../../../gpu-container/src/onnx/load-transformers.js';
import { samplePath } from '../../../samples/sample-path.js';

const published = samplePath('models/asr-whisper-config');

describe.skipIf(published === undefined)('the tokens of Whisper’s published English vocabulary', () => {
  let folder: string;
  let encode: (text: string) => number[];
  let decode: (tokens: number[]) => string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polydub-tokens-'));
    await mkdir(join(folder, 'english'));
    const read = (name: string) => readFile(join(published ?? '', name), 'utf8');
    const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
    const merges = (await read('merges.txt')).split('\n').filter((line) => line !== '' && !line.startsWith('#version'));
    const model = { type: 'BPE', unk_token: '<|endoftext|>', vocab: JSON.parse(await read('vocab.json')), merges };
    const whole = {
      version: '1.0',
      added_tokens: [],
      normalizer: null,
      post_processor: null,
      pre_tokenizer: byteLevel,
      decoder: byteLevel,
      model,
    };
    await writeFile(join(folder, 'english', 'tokenizer.json'), JSON.stringify(whole));
    await copyFile(join(published ?? '', 'tokenizer_config.json'), join(folder, 'english', 'tokenizer_config.json'));
    const tokenizer = await (await loadTransformers(folder)).AutoTokenizer.from_pretrained('english');
    encode = (text) => tokenizer.encode(text, { add_special_tokens: false });
    decode = (tokens) => tokenizer.decode(tokens, { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are those GPT-2 is known for', () => {
    expect(encode('Hello world')).toEqual([15_496, 995]);
    expect(encode(' Hello, world!')).toEqual([18_435, 11, 995, 0]);
  });

  it.each([' It’s 3.14 — naïve, isn’t it?', ' 你好，世界。', ' 🎉 party  twice'])(
    'come back as the text they were made of: %s',
    (text) => {
      expect(decode(encode(text))).toBe(text);
    },
  );

  it('become words that lack nothing of the text', () => {
    const text = ' And so, my fellow Americans: ask not — what naïve 🎉 parties ask!';
    const tokens = encode(text);
    const timesMs = [...tokens, 0].map((_, at) => at * 20);
    const probabilities = tokens.map(() => 1);
    const words = wordsFromTokens({ tokens, timesMs, probabilities, decode, language: 'en' });
    expect(words.map((word) => word.text).join(' ')).toBe(text.trim());
    const times = words.flatMap(({ startMs, endMs }) => [startMs, endMs]);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBe(tokens.length * 20);
  });
});
