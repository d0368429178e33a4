/**
 * Measures what taking a picture apart and joining it again costs, beside a bare ffmpeg transcode with the same encoder
 * settings in the same run. `node dist/bench/picture.js [--clip FILE] [--long]`. Without a clip, ten seconds of a moving
 * test picture with grain are made in 720p and 1080p; `--long` also makes two hours of a small picture and indexes them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureIndex } from './picture/measure-index.js';
import { measureMemory } from './picture/measure-memory.js';
import { measurePass } from './picture/measure-pass.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const GRAIN = 'noise=alls=8:allf=t';

function makeClip(path: string, size: string, seconds: number): string {
  const source = `testsrc2=size=${size}:rate=25:duration=${seconds}`;
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-g', '50', '-bf', '2'];
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, '-vf', GRAIN, ...encoder, path]);
  return path;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { clip: { type: 'string' }, long: { type: 'boolean', default: false } } });
  const folder = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  try {
    const sizes = ['1280x720', '1920x1080'];
    const clips =
      values.clip === undefined ? sizes.map((size) => makeClip(join(folder, `${size}.mp4`), size, 10)) : [values.clip];
    say(`load ${loadavg()[0]?.toFixed(1)} on start`);
    say('| clip | frames | bare transcode s | decode, hand over, encode s | ratio | frames/s | one group and join s |');
    say('|---|---|---|---|---|---|---|');
    for (const clip of clips) say(await measurePass(clip, folder));
    say('');
    say('| length | frames | largest memory of the process MB |');
    say('|---|---|---|');
    for (const seconds of [10, 600])
      say(measureMemory(makeClip(join(folder, `${seconds}s.mp4`), '320x180', seconds), seconds));
    if (values.long) {
      const path = makeClip(join(folder, 'two-hours.mp4'), '64x36', 7200);
      say(
        `\nindex of two hours: ${await measureIndex(path, folder)} (file of ${Math.round(statSync(path).size / 1e6)} MB)`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
