import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cue } from '../../../pipeline/subtitles/model/cue.js';
import { cueText } from '../../../pipeline/subtitles/model/cue-text.js';
import type { Span } from '../../../pipeline/subtitles/model/span.js';
import type { SubtitleFormat } from '../../../pipeline/subtitles/model/subtitle-document.js';
import { readSubtitles } from '../../../pipeline/subtitles/read-subtitles.js';
import { writeSubtitles } from '../../../pipeline/subtitles/write-subtitles.js';

const pieces = [
  'Hola',
  '¿qué?',
  '&amp;',
  '<i>',
  '</b>',
  '-->',
  '{\\an8}',
  '"x"',
  'a,b;c',
  '漢字',
  'مرحبا',
  'नमस्ते',
  '👩‍👩‍👧',
  '1',
  'it’s',
  'WEBVTT',
  '[Events]',
  '<3',
];
/** ASS has no way to write braces and backslashes as text. */
const assPieces = pieces.filter((piece) => !/[{}\\]/.test(piece));

const spanOf = (words: readonly string[], isStyled: boolean): fc.Arbitrary<Span> =>
  fc.record({
    text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
    ...(isStyled ? {} : {}),
  });

const style = fc.constantFrom<Partial<Span>>(
  {},
  { italic: true },
  { bold: true },
  { underline: true },
  { color: '#ff0000' },
  { italic: true, color: '#12ab9f' },
);

const lineOf = (words: readonly string[], isStyled: boolean) =>
  fc
    .array(fc.tuple(spanOf(words, isStyled), isStyled ? style : fc.constant<Partial<Span>>({})), {
      minLength: 1,
      maxLength: 3,
    })
    .map((spans) =>
      // neighbours differ in style, so that reading cannot join what was written apart
      spans
        .filter(([, own], index) => index === 0 || JSON.stringify(own) !== JSON.stringify(spans[index - 1]?.[1]))
        .map(([span, own]): Span => ({ ...span, ...own })),
    );

const cuesOf = (words: readonly string[], isStyled: boolean) =>
  fc
    .array(
      fc.record({
        lines: fc.array(lineOf(words, isStyled), { minLength: 1, maxLength: 3 }),
        gapMs: fc.nat(5000),
        lengthMs: fc.integer({ min: 10, max: 9000 }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((rows) => {
      let clock = 0;
      return rows.map(({ lines, gapMs, lengthMs }): Cue => {
        const startMs = Math.round((clock + gapMs) / 10) * 10;
        clock = Math.round((startMs + lengthMs) / 10) * 10;
        return { startMs, endMs: clock, lines };
      });
    });

const again = (cues: readonly Cue[], format: SubtitleFormat) =>
  readSubtitles(new TextEncoder().encode(writeSubtitles(cues, format, { language: 'en' })), { format });

const shape = (cues: readonly Cue[]) => cues.map(({ startMs, endMs, lines }) => ({ startMs, endMs, lines }));

describe('round trips', () => {
  it.each(['srt', 'vtt', 'ttml', 'json'] as const)('lose neither words, lines, times nor styles in %s', (format) => {
    fc.assert(
      fc.property(cuesOf(pieces, true), (cues) => {
        expect(shape(again(cues, format).cues)).toEqual(shape(cues));
      }),
      { numRuns: 150 },
    );
  });

  it('lose neither words, lines, times nor styles in ass', () => {
    fc.assert(
      fc.property(cuesOf(assPieces, true), (cues) => {
        expect(shape(again(cues, 'ass').cues)).toEqual(shape(cues));
      }),
      { numRuns: 150 },
    );
  });

  it('lose neither words, lines nor times in csv', () => {
    fc.assert(
      fc.property(cuesOf(pieces, false), (cues) => {
        const read = again(cues, 'csv').cues;
        expect(read.map(cueText)).toEqual(cues.map(cueText));
        expect(read.map((cue) => [cue.startMs, cue.endMs])).toEqual(cues.map((cue) => [cue.startMs, cue.endMs]));
      }),
      { numRuns: 150 },
    );
  });

  it('keep speakers, places, regions, classes, ruby and inner times where the format has them', () => {
    const cue: Cue = {
      id: 'a1',
      startMs: 1000,
      endMs: 4000,
      speaker: 'Ana',
      placement: { line: 10, isLinePercent: true, lineAlign: 'start', align: 'left' },
      lines: [
        [
          { text: '漢字', ruby: 'かんじ' },
          { text: ' foo', classes: ['loud'] },
          { text: ' bar', atMs: 2500 },
        ],
      ],
    };
    expect(again([cue], 'vtt').cues).toEqual([cue]);
    expect(again([cue], 'json').cues).toEqual([cue]);
    const ttml = again([cue], 'ttml').cues[0];
    expect(ttml?.speaker).toBe('Ana');
    expect(ttml?.placement).toMatchObject({ line: 10, isLinePercent: true, lineAlign: 'start', align: 'left' });
    expect(ttml?.lines[0]?.[0]).toEqual({ text: '漢字', ruby: 'かんじ' });
    expect(again([cue], 'ass').cues[0]?.speaker).toBe('Ana');
    expect(writeSubtitles([cue], 'srt', { language: 'ja' })).toContain('{\\an7}');
  });

  it('write an ASS file back as it was: header, styles, comments, unknown sections and tags', () => {
    const script = [
      '[Script Info]',
      '; made by hand',
      'Title: Film',
      'ScriptType: v4.00+',
      'PlayResX: 1280',
      'PlayResY: 720',
      '',
      '[V4+ Styles]',
      'Format: Name, Fontname, Fontsize',
      'Style: Sign,Arial,40',
      '',
      '[Fonts]',
      'fontname: x.ttf',
      '',
      '[Events]',
      'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
      'Comment: 0,0:00:00.00,0:00:01.00,Sign,,0,0,0,,note',
      'Dialogue: 3,0:00:01.00,0:00:02.00,Sign,Bob,10,20,30,fx,{\\pos(1,2)\\blur3}Hi {\\i1}there{\\i0}, you',
      '',
    ].join('\n');
    const document = readSubtitles(new TextEncoder().encode(script));
    const written = writeSubtitles(document.cues, 'ass', { language: 'en', source: document });
    for (const line of script.split('\n').filter((line) => line !== '')) expect(written).toContain(line);
  });

  it('mark right-to-left lines for players that start every line from the left, and take the marks off again', () => {
    const cue: Cue = { startMs: 0, endMs: 1000, lines: [[{ text: 'مرحبا، iPhone جديد.' }], [{ text: 'plain' }]] };
    const srt = writeSubtitles([cue], 'srt', { language: 'ar' });
    expect(srt).toContain('\u202bمرحبا، iPhone جديد.\u202c');
    expect(srt).not.toContain('\u202bplain');
    for (const format of ['srt', 'vtt', 'ass', 'ttml'] as const)
      expect(again([cue], format).cues[0]?.lines).toEqual(cue.lines);
  });

  it('declare language, direction and frame rate in TTML and the language in WebVTT', () => {
    const cue: Cue = { startMs: 0, endMs: 1000, lines: [[{ text: 'שלום' }]] };
    const ttml = writeSubtitles([cue], 'ttml', { language: 'he', frameRate: { numerator: 24_000, denominator: 1001 } });
    expect(ttml).toContain('xml:lang="he"');
    expect(ttml).toContain('tts:direction="rtl"');
    expect(ttml).toContain('ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"');
    expect(ttml).toContain('http://www.w3.org/ns/ttml/profile/imsc1.1/text');
    expect(again([cue], 'vtt').language).toBe('en');
  });
});
