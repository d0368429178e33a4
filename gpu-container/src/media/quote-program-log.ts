/** Which part of ffmpeg spoke and where it lay in memory: `[mov,mp4 @ 0x5578a4689640] `, also several in a row. */
const SPEAKER = /^(\[[^\]]*@ 0x[0-9a-f]+\]\s*)+/i;
/** What says nothing beyond the other lines once the path is taken out. */
const EMPTY_TALK = /^(a file|the source): Invalid data found when processing input$/;
const MAX_LINES = 3;
const MAX_LINE_CHARS = 160;

/**
 * What ffmpeg or ffprobe wrote to standard error, as a clause for people: without memory addresses, which would also
 * make the same failure read differently each time, without repetitions, and no longer than three lines. Empty when
 * nothing is left to say.
 */
export function quoteProgramLog(log: string): string {
  const lines = log
    .split(/[\r\n]+/)
    .map((line) => line.replace(SPEAKER, '').trim())
    .filter((line) => line !== '' && !/^Last message repeated/.test(line))
    .map((line) => (line.length > MAX_LINE_CHARS ? `${line.slice(0, MAX_LINE_CHARS)}…` : line));
  const distinct = [...new Set(lines)];
  const telling = distinct.filter((line) => !EMPTY_TALK.test(line));
  return (telling.length === 0 ? distinct : telling).slice(0, MAX_LINES).join('; ').replace(/\.$/, '');
}
