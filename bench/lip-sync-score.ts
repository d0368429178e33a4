/**
 * Tests the sync score on real clips: each with its own sound, with that sound moved by 1 to 8 frames either way, and with
 * the sounds of the others. `node dist/bench/lip-sync-score.js --clips DIR`; DIR holds videos of one talking person each.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scoreLipSync } from '../pipeline/quality/score-lip-sync.js';
import { type WatchedClip, watchClip } from './lip-sync-score/watch-clip.js';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const SHIFTS = Array.from({ length: 17 }, (_, at) => at - 8).filter((frames) => frames !== 0);
const VIDEO = /\.(mp4|mov|mkv|webm|mpg)$/i;

const score = ({ mouths }: WatchedClip, sound: WatchedClip['sound']) => scoreLipSync({ mouths, sound });

/** The sound of a clip, later by so many ms. */
function moveSound({ sound }: WatchedClip, laterMs: number): WatchedClip['sound'] {
  const shift = Math.round((laterMs * sound.sampleRateHz) / 1000);
  return { ...sound, samples: sound.samples.map((_, at) => sound.samples[at - shift] ?? 0) };
}

/** How many shifts were found within a frame of where they were put, counted from the clip's own offset. */
function countFound(clip: WatchedClip, ownOffsetMs: number): number {
  return SHIFTS.filter((frames) => {
    const found = score(clip, moveSound(clip, frames * clip.frameMs)).offsetMs - ownOffsetMs;
    return Math.abs(found - frames * clip.frameMs) <= clip.frameMs;
  }).length;
}

function judge(clip: WatchedClip, others: readonly WatchedClip[]): string {
  const own = score(clip, clip.sound);
  const foreign = others.map((other) => score(clip, other.sound));
  const praised = foreign.filter(({ verdict }) => verdict === 'in-sync').length;
  const found = own.verdict === 'unknown' ? '–' : `${countFound(clip, own.offsetMs)} of ${SHIFTS.length}`;
  const numbers = [own.correlation, own.offsetMs, own.confidence, own.speechMs / 1000];
  return `| ${clip.name} | ${own.verdict} | ${numbers.join(' | ')} | ${found} | ${praised} of ${foreign.length} |`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { clips: { type: 'string' } } });
  const { clips } = values;
  if (clips === undefined) {
    say('Give --clips DIR with videos of talking people.');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'polydub-bench-'));
  try {
    const watched: WatchedClip[] = [];
    for (const name of readdirSync(clips).filter((file) => VIDEO.test(file))) {
      watched.push(...(await watchClip(join(clips, name), folder)));
    }
    say(
      '| clip | verdict | correlation | offset ms | confidence | seconds | shifts found within a frame | foreign sound praised |',
    );
    say('|---|---|---|---|---|---|---|---|');
    for (const clip of watched)
      say(
        judge(
          clip,
          watched.filter((other) => other.name !== clip.name),
        ),
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
