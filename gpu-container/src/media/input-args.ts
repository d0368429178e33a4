import type { SafeInput } from './inspect-source.js';

/** How many threads one ffmpeg may use; the worker shares its machine. */
export const FFMPEG_THREADS = 2;

/**
 * The options under which ffmpeg or ffprobe opens a file: that demuxer and no other, no protocol but local files, no
 * external tracks. The `file:` prefix keeps names with colons, dashes or percent signs from meaning anything.
 */
export function inputArgs(input: SafeInput): readonly string[] {
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', input.demuxer, '-f', input.demuxer],
    ...(input.demuxer === 'mov' ? ['-enable_drefs', '0', '-use_absolute_path', '0'] : []),
    ...['-probesize', '20M', '-analyzeduration', '20M', '-threads', String(FFMPEG_THREADS)],
    ...['-i', `file:${input.path}`],
  ];
}
