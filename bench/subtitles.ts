import { parseSync, stringifySync } from 'subtitle';
import type { CueSegment } from '../pipeline/subtitles/cueing/cue-segment.js';
import { cueTranscript } from '../pipeline/subtitles/cueing/cue-transcript.js';
import type { Cue } from '../pipeline/subtitles/model/cue.js';
import { netflixProfile } from '../pipeline/subtitles/profiles/netflix-profile.js';
import { checkSubtitles } from '../pipeline/subtitles/qc/check-subtitles.js';
import { readSubtitles } from '../pipeline/subtitles/read-subtitles.js';
import { writeSubtitles } from '../pipeline/subtitles/write-subtitles.js';

/** A two-hour film's worth of words. */
const wordCount = 20_000;
const frameRate = { numerator: 24_000, denominator: 1001 };
const vocabulary =
  'I think that the house by the river is much older than anybody in this town would like to believe, and yet nobody has ever asked who built it or why they left. Perhaps we should go there tomorrow; it cannot be far.'.split(
    ' ',
  );

/** Sentences at 14 characters a second with short pauses and a cut every four seconds, the same on every machine. */
const film = (): { readonly segments: CueSegment[]; readonly shotsMs: number[]; readonly endMs: number } => {
  const segments: CueSegment[] = [];
  const shotsMs: number[] = [];
  let clock = 1000;
  for (let done = 0; done < wordCount; ) {
    const count = 5 + ((done * 7) % 12);
    const text = Array.from(
      { length: count },
      (_, index) => vocabulary[(done + index) % vocabulary.length] ?? 'so',
    ).join(' ');
    const endMs = clock + (text.length / 14) * 1000;
    const step = (endMs - clock) / count;
    const words = text
      .split(' ')
      .map((word, index) => ({ text: word, startMs: clock + step * index, endMs: clock + step * (index + 0.9) }));
    segments.push({ startMs: clock, endMs, text, words, speaker: done % 3 === 0 ? 'A' : 'B' });
    clock = endMs + ((done * 13) % 900);
    done += count;
  }
  for (let cut = 4000; cut < clock; cut += 2500 + ((cut * 31) % 3700)) shotsMs.push(cut);
  return { segments, shotsMs, endMs: clock };
};

const rounds = 7;

/** Wall and processor time of several runs in ms; processor time is what holds on a machine that does other work too. */
const measure = (label: string, work: () => unknown): void => {
  const walls: number[] = [];
  const processors: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const before = process.cpuUsage();
    work();
    const used = process.cpuUsage(before);
    walls.push(performance.now() - started);
    processors.push((used.user + used.system) / 1000);
  }
  const middle = (times: readonly number[]): string =>
    ([...times].sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0).toFixed(1).padStart(7);
  const first = (walls[0] ?? 0).toFixed(0).padStart(5);
  process.stdout.write(
    `${label.padEnd(46)} first ${first} ms   median ${middle(walls)} ms   processor ${middle(processors)} ms\n`,
  );
};

const run = (): void => {
  const { segments, shotsMs, endMs } = film();
  const params = {
    segments,
    language: 'en',
    profile: netflixProfile('en'),
    shotsMs,
    frameRate,
    videoDurationMs: endMs + 5000,
  };
  const started = performance.now();
  const { cues, report } = cueTranscript(params);
  const words = segments.reduce((sum, segment) => sum + (segment.words?.length ?? 0), 0);
  process.stdout.write(
    `${words} words, ${shotsMs.length} cuts, ${cues.length} cues in ${(performance.now() - started).toFixed(0)} ms; ${report.failureCount} rules broken\n`,
  );
  measure('cue and check the film', () => cueTranscript(params));
  measure('check its cues', () => checkSubtitles({ ...params, cues }));
  const srt = writeSubtitles(cues, 'srt', { language: 'en' });
  const bytes = new TextEncoder().encode(srt);
  const nodes = parseSync(srt);
  measure('read SRT (bytes to cues, encoding found)', () => readSubtitles(bytes));
  measure('read SRT with subtitle 4.2.2 (text to nodes)', () => parseSync(srt));
  measure('write SRT', () => writeSubtitles(cues, 'srt', { language: 'en' }));
  measure('write SRT with subtitle 4.2.2', () => stringifySync(nodes, { format: 'SRT' }));
  for (const format of ['vtt', 'ass', 'ttml'] as const) roundTrip(cues, format);
};

const roundTrip = (cues: readonly Cue[], format: 'vtt' | 'ass' | 'ttml'): void => {
  const bytes = new TextEncoder().encode(writeSubtitles(cues, format, { language: 'en' }));
  measure(`read ${format.toUpperCase()}`, () => readSubtitles(bytes));
  measure(`write ${format.toUpperCase()}`, () => writeSubtitles(cues, format, { language: 'en' }));
};

run();
