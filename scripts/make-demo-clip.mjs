// Makes the demo clip of a known human voice: `.polydub/demo/demo.mp4` and, beside it, its exact transcript.
// Everything comes from packages (studio prompts recorded by Allison Smith, CC BY-SA 3.0), so it can be made anywhere,
// and every run makes the same bytes with the same ffmpeg.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { decodePrompt, SAMPLE_RATE_HZ } from './demo/decode-prompt.mjs';
import { drawPicture } from './demo/draw-picture.mjs';
import { findSpeech } from './demo/find-speech.mjs';
import { prompts } from './demo/prompts.mjs';
import { spreadWords } from './demo/spread-words.mjs';

const SOUNDS = '/usr/share/asterisk/sounds/en_US_f_Allison';
const TEXTS = '/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz';

/** Silence before the first word, between sentences and after the last, in ms. */
const PAUSE_MS = { before: 700, between: 420, after: 1200 };

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), '.polydub', 'demo');
mkdirSync(folder, { recursive: true });
const talk = assemble();
const draft = join(folder, 'draft');
writeFileSync(`${draft}.pcm`, talk.samples);
drawPicture({ soundPath: `${draft}.pcm`, videoPath: `${draft}.mp4`, segments: talk.segments });
rmSync(`${draft}.pcm`);
renameSync(`${draft}.mp4`, join(folder, 'demo.mp4'));
// written last: its presence says that the clip is whole
const transcript = { language: 'en', segments: talk.segments };
writeFileSync(join(folder, 'demo.transcript.json'), `${JSON.stringify(transcript, undefined, 2)}\n`);

/** Puts the prompts one after the other and says when each is spoken. */
function assemble() {
  requirePrompts();
  /** @type {Int16Array[]} */
  const parts = [silence(PAUSE_MS.before)];
  /** @type {import('./demo/spread-words.mjs').Segment[]} */
  const segments = [];
  let startMs = PAUSE_MS.before;
  for (const [index, prompt] of prompts.entries()) {
    if (index > 0) {
      parts.push(silence(PAUSE_MS.between));
      startMs += PAUSE_MS.between;
    }
    const samples = findSpeech(decodePrompt(join(SOUNDS, `${prompt.file}.g722`)));
    const endMs = startMs + Math.round((samples.length * 1000) / SAMPLE_RATE_HZ);
    segments.push({
      id: `s${index + 1}`,
      startMs,
      endMs,
      text: prompt.text,
      words: spreadWords({ text: prompt.text, startMs, endMs }),
    });
    parts.push(samples);
    startMs = endMs;
  }
  parts.push(silence(PAUSE_MS.after));
  return {
    samples: Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength))),
    segments,
  };
}

/** @param {number} durationMs */
function silence(durationMs) {
  return new Int16Array(Math.round((durationMs * SAMPLE_RATE_HZ) / 1000));
}

/** The prompts' words are checked against the package's own list: a changed recording must not pass as the old text. */
function requirePrompts() {
  if (!existsSync(TEXTS)) throw new Error('the studio prompts are not installed; npm run doctor names the packages');
  const letters = (/** @type {string} */ text) =>
    text
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ')
      .trim();
  const listed = new Map(
    gunzipSync(readFileSync(TEXTS))
      .toString('utf8')
      .split('\n')
      .map((line) => {
        const border = line.indexOf(':');
        return [line.slice(0, border), letters(line.slice(border + 1))];
      }),
  );
  for (const { file, text } of prompts) {
    if (listed.get(file) !== letters(text))
      throw new Error(`the package lists other words for ${file}: ${listed.get(file)}`);
  }
}
