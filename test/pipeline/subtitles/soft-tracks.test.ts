import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { softTrackArguments } from '../../../pipeline/subtitles/delivery/soft-track-arguments.js';
import { plainLines } from '../../../pipeline/subtitles/model/cue-text.js';
import { writeSubtitles } from '../../../pipeline/subtitles/write-subtitles.js';

const folder = mkdtempSync(join(tmpdir(), 'soft-tracks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0 && spawnSync('ffprobe', ['-version']).status === 0;

const Probe = z.object({
  streams: z.array(
    z.object({
      codec_name: z.string(),
      disposition: z.object({ default: z.number(), forced: z.number(), hearing_impaired: z.number() }),
      tags: z.object({ language: z.string(), title: z.string().optional(), handler_name: z.string().optional() }),
    }),
  ),
});

const track = (language: string, text: string): string => {
  const path = join(folder, `${language}.srt`);
  writeFileSync(path, writeSubtitles([{ startMs: 200, endMs: 900, lines: plainLines(text) }], 'srt', { language }));
  return path;
};

describe.skipIf(!hasFfmpeg)('soft tracks through ffmpeg (skipped where ffmpeg is not installed)', () => {
  it.each(['mp4', 'mkv'] as const)('carry text, language and flags in %s', (container) => {
    const tracks = [
      { path: track('es', '¿Qué?'), language: 'es', isDefault: true },
      { path: track('ar', 'مرحبا.'), language: 'ar', isForced: true },
      { path: track('zh-Hant', '你好'), language: 'zh-Hant', isHearingImpaired: true },
    ];
    const { inputs, maps, output } = softTrackArguments({ container, tracks, firstInput: 1 });
    const film = join(folder, `film.${container}`);
    const video = ['-f', 'lavfi', '-i', 'color=s=64x64:d=1'];
    const made = spawnSync('ffmpeg', [
      '-hide_banner',
      '-y',
      ...video,
      ...inputs,
      '-map',
      '0:v',
      ...maps,
      ...output,
      film,
    ]);
    const probed = spawnSync('ffprobe', ['-v', 'error', '-select_streams', 's', '-show_streams', '-of', 'json', film]);
    const { streams } = Probe.parse(JSON.parse(probed.stdout.toString()));

    expect(made.status).toBe(0);
    expect(streams.map((stream) => stream.tags.language)).toEqual(['spa', 'ara', 'zho']);
    expect(streams.map((stream) => stream.codec_name)).toEqual(
      Array(3).fill(container === 'mp4' ? 'mov_text' : 'subrip'),
    );
    expect(streams.map(({ disposition }) => [disposition.default, disposition.forced])).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    expect(streams[2]?.disposition.hearing_impaired).toBe(1);
    expect(streams[0]?.tags.title ?? streams[0]?.tags.handler_name).toBe('español');
    const text = spawnSync('ffmpeg', ['-v', 'error', '-i', film, '-map', '0:s:1', '-f', 'srt', '-']).stdout.toString();
    expect(text).toContain('مرحبا.');
  });
});
