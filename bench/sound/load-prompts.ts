import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One studio recording with what is said in it. */
export interface Prompt {
  readonly name: string;
  readonly text: string;
  readonly path: string;
}

const SOUNDS = '/usr/share/asterisk/sounds';
const EXTENSIONS = ['.g722', '.wav', '.gsm'] as const;

/** The prompts of Debian's asterisk-core-sounds-LANGUAGE that are words, not tones; none when it is not installed. */
export function loadPrompts(language: string): Prompt[] {
  const texts = `/usr/share/doc/asterisk-core-sounds-${language}/core-sounds-${language}.txt.gz`;
  const folder = existsSync(SOUNDS)
    ? readdirSync(SOUNDS).find((name) => name.startsWith(`${language}_`) && name.split('_').length > 2)
    : undefined;
  if (folder === undefined || !existsSync(texts)) return [];
  return gunzipSync(readFileSync(texts))
    .toString('utf8')
    .split('\n')
    .flatMap((line): Prompt[] => {
      const [, name, text] = /^([\w/-]+):\s*([^[]+)$/u.exec(line.trim()) ?? [];
      if (name === undefined || text === undefined) return [];
      const path = EXTENSIONS.map((end) => join(SOUNDS, folder, name + end)).find((candidate) => existsSync(candidate));
      return path === undefined ? [] : [{ name, text: text.trim(), path }];
    });
}

/** Decodes a recording to mono at `sampleRateHz`. */
export function decode(path: string, sampleRateHz: number): Float32Array {
  const format = path.endsWith('.g722') ? ['-f', 'g722'] : [];
  const args = ['-v', 'error', ...format, '-i', path, '-f', 'f32le', '-ac', '1', '-ar', String(sampleRateHz), '-'];
  const bytes = execFileSync('ffmpeg', args, { maxBuffer: 1 << 30 });
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
