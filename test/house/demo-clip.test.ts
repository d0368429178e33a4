import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Transcript } from '../../pipeline/contracts/transcript.js';
import { prompts } from '../../scripts/demo/prompts.mjs';

const folder = join(import.meta.dirname, '..', '..', '.polydub', 'demo');
const video = join(folder, 'demo.mp4');
const transcriptPath = join(folder, 'demo.transcript.json');

const run = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8' });

describe('the demo clip', () => {
  beforeEach((context) => {
    if (!existsSync(transcriptPath)) context.skip('the studio prompts are not installed here');
  });

  const read = () => Transcript.parse(JSON.parse(readFileSync(transcriptPath, 'utf8')));

  it('comes with the exact words of its prompts', () => {
    expect(read().segments.map((segment) => segment.text)).toEqual(prompts.map((prompt) => prompt.text));
  });

  it('has words that fill their sentences in order, and sentences that do not touch', () => {
    const { segments } = read();
    for (const [index, { startMs, endMs, words }] of segments.entries()) {
      expect(words.at(0)?.startMs).toBe(startMs);
      expect(words.at(-1)?.endMs).toBe(endMs);
      for (const [at, word] of words.entries()) {
        expect(word.endMs).toBeGreaterThan(word.startMs);
        if (at > 0) expect(word.startMs).toBe(words[at - 1]?.endMs);
      }
      expect(startMs).toBeGreaterThan(segments[index - 1]?.endMs ?? 0);
    }
  });

  it('is a short 720p film with sound', () => {
    const entries = 'format=duration:stream=codec_name,width,height,r_frame_rate,sample_rate';
    const { streams, format } = JSON.parse(
      run('ffprobe', '-v', 'error', '-show_entries', entries, '-of', 'json', video),
    );
    expect(streams).toMatchObject([
      { codec_name: 'h264', width: 1280, height: 720, r_frame_rate: '25/1' },
      { codec_name: 'aac', sample_rate: '48000' },
    ]);
    expect(Number(format.duration)).toBeGreaterThan((read().segments.at(-1)?.endMs ?? 0) / 1000);
    expect(Number(format.duration)).toBeLessThan(35);
  });

  it('speaks where the transcript says so, and is silent where it does not', () => {
    const level = (startMs: number, endMs: number) => {
      const trim = `atrim=${startMs / 1000}:${endMs / 1000},volumedetect`;
      const args = ['-hide_banner', '-i', video, '-af', trim, '-vn', '-f', 'null', '-'];
      const text = execFileSync('sh', ['-c', 'exec ffmpeg "$@" 2>&1', 'sh', ...args], { encoding: 'utf8' });
      return Number(/mean_volume: (-?[\d.]+|-inf)/.exec(text)?.[1]);
    };
    const { segments } = read();
    const [first, second] = segments;
    if (first === undefined || second === undefined) throw new Error('the transcript is too short');
    expect(level(second.startMs, second.endMs)).toBeGreaterThan(-35);
    expect(level(first.endMs + 50, second.startMs - 50)).toBeLessThan(-60);
  });
});
