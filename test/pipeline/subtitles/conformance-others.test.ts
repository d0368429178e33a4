import { describe, expect, it } from 'vitest';
import { cueText } from '../../../pipeline/subtitles/model/cue-text.js';
import { resolveProfile } from '../../../pipeline/subtitles/profiles/resolve-profile.js';
import { checkSubtitles } from '../../../pipeline/subtitles/qc/check-subtitles.js';
import { readSubtitles } from '../../../pipeline/subtitles/read-subtitles.js';
import { samplePath } from '../../samples/sample-path.js';
import { unzipSamples } from './unzip-samples.js';

const archive = samplePath('samples/subtitles-dev.zip');
const files = archive === undefined ? new Map<string, Uint8Array>() : unzipSamples(archive);
const read = (path: string, recover = false) =>
  readSubtitles(files.get(path) ?? new Uint8Array(), { fileName: path, recover });
const rows = (path: string, recover = false) =>
  read(path, recover).cues.map((cue) => [cue.startMs, cue.endMs, cueText(cue)] as const);

const asticode = 'go-astisub/testdata/';
const mantas = 'mantas-subtitles/tests/files/';
const imsc = 'imsc-tests/imsc1/ttml/';

/** The film the first library's files hold, in every format. */
const film = [
  [99_000, 101_040, '(deep rumbling)'],
  [124_080, 127_120, 'MAN:\nHow did we end up here?'],
  [132_160, 135_200, 'This place is horrible.'],
  [140_240, 142_280, 'Smells like balls.'],
  [148_320, 151_360, "We don't belong\nin this shithole."],
  [151_400, 153_440, '(computer playing\nelectronic melody)'],
];
const carriageReturn = [
  [0, 3766, 'Did one of the last stories strike you as\nmore interesting than the other?'],
  [3767, 10_732, "That's true. You don’t often find 632\npieces of gum stuck on a sidewalk"],
  [10_733, 14_066, 'at a busy bus stop or anywhere\nelse for that matter.'],
];
const coruscant = "Senator, we're making\nour final approach into Coruscant.";

describe.skipIf(archive === undefined)(
  'files of other libraries (skipped where samples/subtitles-dev.zip is not here)',
  () => {
    it.each([
      'example-in.srt',
      'example-out.srt',
      'example-in.vtt',
      'example-out.vtt',
      'example-in.ssa',
      'example-out.ssa',
      'example-out-v4plus.ssa',
      'example-in-non-utf8.srt',
      'missing-sequence-in.srt',
    ])('%s holds the film', (name) => {
      // a missing style or a damaged line elsewhere in the file costs no cue
      expect(rows(asticode + name)).toEqual(film);
    });

    it('reads the WebVTT film in UTF-16 as well', () => {
      const document = read(`${asticode}example-in-non-utf8.vtt`);
      expect(document.encoding).toBe('utf-16le');
      expect(document.cues.map(cueText)).toEqual(film.map(([, , text]) => text));
    });

    it.each(['srt', 'vtt', 'ssa'])('reads lines that end in a carriage return alone in %s', (extension) => {
      expect(rows(`${asticode}example-in-carriage-return.${extension}`)).toEqual(carriageReturn);
    });

    it.each(['example-in-html-entities.srt', 'example-in-html-entities.vtt'])('decodes references in %s', (name) => {
      expect(read(asticode + name).cues.map(cueText)).toEqual([
        'The man in black fled across the desert, \u00a0\n& the gunslinger followed.',
        'Go,\u00a0then,',
        'there are other < worlds than these.',
      ]);
    });

    it('reads styles, also over lines and unclosed, and keeps what only looks like a tag', () => {
      const { cues } = read(`${asticode}example-in-styled.srt`);
      expect(cues[0]?.lines).toEqual([[{ text: '[instrumental music]', bold: true, color: '#00ff00' }]]);
      expect(cues[6]?.lines[1]).toEqual([{ text: 'Terminated on the next line', italic: true }]);
      expect(cues[7]?.lines).toEqual([[{ text: 'Unterminated styles', italic: true }]]);
      expect(cues[8]?.lines).toEqual([[{ text: 'Do no fall to the next item' }]]);
      const again = read(`${asticode}example-out-styled.srt`).cues;
      expect(again.map(({ lines }) => lines)).toEqual(cues.map(({ lines }) => lines));
    });

    it('keeps regions, styles, notes and settings of WebVTT', () => {
      const document = read(`${asticode}example-in.vtt`);
      expect(document.regions?.map((region) => region.id)).toEqual(['fred', 'bill']);
      expect(document.styleSheets).toHaveLength(2);
      expect(document.notes).toHaveLength(2);
      expect(document.cues[1]?.placement).toEqual({
        region: 'fred',
        positionPercent: 10,
        positionAlign: 'line-left',
        align: 'left',
        sizePercent: 35,
      });
    });

    it('keeps speakers, styles, margins and override tags of SubStation Alpha', () => {
      const [first] = read(`${asticode}example-in.ssa`).cues;
      expect(first?.speaker).toBe('Cher');
      expect(first?.ass).toEqual({
        style: '1',
        marginLeft: 1234,
        marginRight: 2345,
        marginVertical: 3456,
        effect: 'test',
      });
      expect(first?.lines[0]?.[0]?.assTags).toBe('\\pos(400,570)');
    });

    it('refuses what is no WebVTT', () => {
      expect(() => read(`${asticode}broken-1-in.vtt`)).toThrow('VTT line 1: ');
    });

    it.each(['srt.srt', 'vtt.vtt', 'ass.ass', 'ass_different_format.ass', 'ass_different_format2.ass'])(
      '%s holds two cues',
      (name) => {
        expect(rows(mantas + name)).toEqual([
          [137_400, 140_400, coruscant],
          [3_740_500, 3_742_500, 'Very good, Lieutenant.'],
        ]);
      },
    );

    it('reads the odd ones: other columns, UTF-16, inner markup, a voice, no hours, an empty cue', () => {
      expect(rows(`${mantas}ass_different_format3.ass`)).toEqual([
        [0, 10_000, 'The quick brown fox jumps over a lazy dog.'],
      ]);
      expect(rows(`${mantas}utf16.srt`)).toEqual([[0, 1000, 'ترجمه و تنظيم زيرنويس']]);
      expect(rows(`${mantas}vtt_with_html.vtt`)).toEqual([[0, 10_000, 'Sur les playground, ici à Montpellier']]);
      expect(read(`${mantas}vtt_with_name.vtt`).cues[0]?.speaker).toBe('Roger Bingham');
      expect(rows(`${mantas}vtt_without_hours_in_timestamp.vtt`)).toEqual([
        [0, 10_000, "I've spent nearly two decades"],
      ]);
      expect(rows(`${mantas}vtt_with_missing_text.vtt`).map(([, , text]) => text)).toEqual(['one', '', 'three']);
      expect(read(`${mantas}vtt_with_styles.vtt`).cues[0]?.placement).toEqual({
        positionPercent: 50,
        line: 15,
        isLinePercent: true,
        align: 'center',
      });
    });

    it('ends a WebVTT cue at a blank line, as the specification has it, and names the line of the text that is left over', () => {
      expect(() => read(`${mantas}vtt_with_multiple_new_lines.vtt`)).toThrow(
        'VTT line 6: text that belongs to no cue.',
      );
    });
  },
);

/** What each IMSC test says must be seen: start, end and text of every cue. */
const imscExpected: Readonly<Record<string, readonly (readonly [number, number, string])[]>> = {
  'timing/BasicTiming001.ttml': [
    [10_000, 20_000, 'This text must appear at 10 seconds\nand be remain visible to 20 seconds.'],
  ],
  'timing/MediaSeqTiming007.ttml': [
    [5000, 10_000, 'This text must appear at 5 seconds\nand be remain visible to 10 seconds,'],
    [5000, 10_000, 'This text must appear at 5 seconds\nand remain visible to 10 seconds'],
  ],
  'region/region-timing.ttml': [
    [0, 10_000, 'This text should only appear during the interval [0s,10s)'],
    [10_000, 15_000, 'This text should only appear during the interval [10s,15s)'],
    [10_000, 20_000, 'This text should only appear during the interval [10s,20s)'],
    [12_000, 18_000, 'This text should only appear during the interval [12s,18s)'],
    [16_000, 20_000, 'This text should only appear during the interval [16s,20s)'],
  ],
  'misc/cumulative-rows-001.ttml': [
    [0, 4000, 'These lines appear step-by-step.'],
    [2000, 6000, 'This is the second line.'],
    [4000, 10_000, 'This is the third and last line.'],
  ],
  'document/DocumentExample823.ttml': [
    [0, 10_000, "In spring, when woods are getting green,\nI'll try and tell you what I mean."],
  ],
  'writingMode/WritingMode001.ttml': [[0, 10_000, 'This text is displayed left to right\nand top to bottom.']],
};

describe.skipIf(archive === undefined)(
  'IMSC 1 test documents (skipped where samples/subtitles-dev.zip is not here)',
  () => {
    const paths = [...files.keys()].filter((path) => path.startsWith(imsc) && path.endsWith('.ttml'));

    it('are all read without a complaint about lost text', () => {
      expect(paths).toHaveLength(23);
      for (const path of paths) expect(read(path).cues.length, path).toBeGreaterThan(0);
    });

    it.each(Object.entries(imscExpected))('%s shows what it says', (name, expected) => {
      expect(rows(imsc + name)).toEqual(expected);
    });

    it('shows text that has no end to the end of the last text that has one', () => {
      const cues = rows(`${imsc}timing/BeginEnd002.ttml`);
      expect(cues).toHaveLength(12);
      expect(cues.map(([start]) => start)).toEqual([
        0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 11_000,
      ]);
      expect(new Set(cues.map(([, end]) => end))).toEqual(new Set([20_000]));
    });

    it('resolves referenced, nested and inherited styles', () => {
      expect(read(`${imsc}color/Color008.ttml`).cues[0]?.lines).toEqual([
        [{ text: 'This word must be ' }, { text: 'red', color: '#ff0000' }],
        [{ text: 'and this one ' }, { text: 'green', color: '#008000' }, { text: '.' }],
      ]);
      expect(read(`${imsc}fontStyle/FontStyle002.ttml`).cues[0]?.lines[0]?.[1]).toEqual({
        text: 'italic',
        italic: true,
      });
      expect(read(`${imsc}textAlign/textalign-right-001.ttml`).cues[0]?.placement?.align).toBe('right');
      expect(
        read(`${imsc}unicodeBidi/unicode-bidi-embed-direction-rtl-001.ttml`).cues[0]?.lines[0]?.[1]?.language,
      ).toBe('ar');
    });
  },
);

describe.skipIf(archive === undefined)(
  'captions of real films (skipped where samples/subtitles-dev.zip is not here)',
  () => {
    const paths = [...files.keys()].filter((path) => /^(?:ableplayer|mdn)\/.*\.vtt$/.test(path));

    it('are read whole in every language and can be measured', () => {
      expect(paths).toHaveLength(11);
      for (const path of paths) {
        const language = /[-_]([a-z]{2}(?:-br)?)\.vtt$/.exec(path)?.[1] ?? 'en';
        const { cues, warnings } = read(path);
        const report = checkSubtitles({ cues, language, profile: resolveProfile({ name: 'netflix', language }) });
        expect(warnings, path).toEqual([]);
        expect(report.cueCount, path).toBe(cues.length);
        expect(report.cues.every((cue) => cue.results.length >= 8)).toBe(true);
      }
    });
  },
);
