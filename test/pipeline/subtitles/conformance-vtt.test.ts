import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createReadLog } from '../../../pipeline/subtitles/formats/shared/read-log.js';
import { splitVttBlocks } from '../../../pipeline/subtitles/formats/vtt/split-vtt-blocks.js';
import { cueText } from '../../../pipeline/subtitles/model/cue-text.js';
import { readSubtitles } from '../../../pipeline/subtitles/read-subtitles.js';
import { samplePath } from '../../samples/sample-path.js';
import { unzipSamples } from './unzip-samples.js';

const archive = samplePath('samples/subtitles-dev.zip');
const files = archive === undefined ? new Map<string, Uint8Array>() : unzipSamples(archive);
const root = 'vtt.js/tests/';

const Expected = z.object({
  cues: z.array(
    z.object({
      startTime: z.number(),
      endTime: z.number(),
      id: z.string(),
      text: z.string(),
      align: z.string(),
      line: z.union([z.number(), z.literal('auto')]),
      lineAlign: z.string(),
      size: z.number(),
      snapToLines: z.boolean(),
      vertical: z.string(),
    }),
  ),
});
const Processed = z.array(z.object({ textContent: z.string() }));

/** Where this reader means to differ from the expected results, and why. */
const differences: Readonly<Record<string, string>> = {
  'cue-times/fraction-digits.vtt':
    'two digits after the point are not WebVTT, but their meaning is plain: the cue is kept, with a warning',
  'cue-times/minimum-spots-over-sixty.vtt':
    'the expected result takes 120:00.000 for 120 hours; without a field for hours it is 120 minutes',
  'integration/id.vtt':
    'today’s specification starts a new block at a second line with an arrow, so the fifth cue is not lost',
};

/** Files whose expected result is kept under another name in their folder. */
const sharedResult = (path: string): string | undefined => {
  if (/^cue-times\/(?:left-tab|separator|space-|spaces-|tab-right|missing-spaces)/.test(path))
    return 'cue-times/with-data.json';
  if (/^cue-settings\/align\//.test(path)) return 'cue-settings/align/bad-align.json';
  if (/^cue-settings\/line\//.test(path)) return 'cue-settings/line/bad-line.json';
  if (/^file-layout\/webvtt-/.test(path)) return 'file-layout/with-data.json';
  return path === 'cue-times/missing-separator.vtt' ? 'cue-times/bad-data.json' : undefined;
};

const jsonOf = (path: string): unknown => {
  const bytes = files.get(root + path);
  return bytes === undefined ? undefined : JSON.parse(new TextDecoder().decode(bytes));
};
const expectedOf = (path: string): unknown =>
  jsonOf(path.replace(/\.vtt$/, '.json')) ?? jsonOf(sharedResult(path) ?? '');
const paths = [...files.keys()]
  .filter((path) => path.startsWith(root) && path.endsWith('.vtt'))
  .map((path) => path.slice(root.length));

const modern = (name: string): string => (name === 'middle' ? 'center' : name);

const parsed = (path: string) => {
  const bytes = files.get(root + path) ?? new Uint8Array();
  const { cues } = readSubtitles(bytes, { format: 'vtt', recover: true });
  const blocks = splitVttBlocks(new TextDecoder().decode(bytes), createReadLog('vtt', true)).cues;
  const rows = cues.map((cue, index) => ({
    startTime: cue.startMs / 1000,
    endTime: cue.endMs / 1000,
    id: cue.id ?? '',
    text: blocks[index]?.payload,
    align: cue.placement?.align ?? 'center',
    line: cue.placement?.line ?? 'auto',
    lineAlign: cue.placement?.lineAlign ?? 'start',
    size: cue.placement?.sizePercent ?? 100,
    snapToLines: cue.placement?.isLinePercent !== true,
    vertical: cue.placement?.vertical ?? '',
  }));
  return { rows, texts: cues.map(cueText) };
};

describe.skipIf(archive === undefined)(
  'WebVTT conformance files (skipped where samples/subtitles-dev.zip is not here)',
  () => {
    const accepted = paths.filter((path) => expectedOf(path) !== undefined && !(path in differences));

    it('covers the whole set', () => {
      expect(paths.length).toBe(115);
      expect(accepted.length).toBeGreaterThan(95);
    });

    it.each(accepted)('%s parses to its expected cues', (path) => {
      const expected = Expected.parse(expectedOf(path)).cues.map((cue) => ({
        ...cue,
        align: modern(cue.align),
        lineAlign: modern(cue.lineAlign),
      }));
      expect(parsed(path).rows).toEqual(expected);
    });

    it.each(accepted.filter((path) => Processed.safeParse(jsonOf(path.replace(/\.vtt$/, '-proc.json'))).success))(
      '%s shows its expected text',
      (path) => {
        const shown = Processed.parse(jsonOf(path.replace(/\.vtt$/, '-proc.json')));
        expect(parsed(path).texts).toEqual(shown.map((cue) => cue.textContent));
      },
    );

    it.each(paths.filter((path) => /^file-layout\/(?:bad|blank|bom-|garbage|newline|tab-)/.test(path)))(
      '%s is refused at its first line',
      (path) => {
        expect(() => parsed(path)).toThrow(/VTT line 1: /);
      },
    );

    it.each(Object.keys(differences))('%s differs on purpose', (path) => {
      const expected = Expected.parse(expectedOf(path)).cues.map((cue) => cue.startTime);
      expect(parsed(path).rows.map((cue) => cue.startTime)).not.toEqual(expected);
    });

    it.each(['cue-times/missing-separator.vtt', 'cue-times/incorrect-delimiter.vtt'])(
      '%s is an error naming its line unless told to recover',
      (path) => {
        expect(() => readSubtitles(files.get(root + path) ?? new Uint8Array(), { format: 'vtt' })).toThrow(
          /VTT line \d+: /,
        );
      },
    );
  },
);
