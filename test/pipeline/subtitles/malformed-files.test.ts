import { describe, expect, it } from 'vitest';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { SubtitleFormat } from '../../../pipeline/subtitles/model/subtitle-document.js';
import { readSubtitles } from '../../../pipeline/subtitles/read-subtitles.js';

const read = (text: string, format?: SubtitleFormat, recover = false) =>
  readSubtitles(new TextEncoder().encode(text), { format, recover });

const tt = (body: string): string => `<tt xmlns="http://www.w3.org/ns/ttml"><body><div>\n${body}\n</div></body></tt>`;

const broken: readonly (readonly [what: string, format: SubtitleFormat, text: string, line: number])[] = [
  ['an unreadable time', 'srt', '1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:xx,000 --> 00:00:04,000\nB', 6],
  ['an end before its start', 'srt', '1\n00:00:05,000 --> 00:00:02,000\nA', 2],
  ['text before the first cue', 'srt', 'Hello\n\n1\n00:00:01,000 --> 00:00:02,000\nA', 1],
  ['no cue at all', 'srt', 'just\nwords', 1],
  ['a missing header', 'vtt', '00:01.000 --> 00:02.000\nA', 1],
  ['a bad pair of times', 'vtt', 'WEBVTT\n\n00:01.000 --> soon\nA', 3],
  ['text outside a cue', 'vtt', 'WEBVTT\n\nstray\nwords\n\n00:01.000 --> 00:02.000\nA', 3],
  ['an event without times', 'ass', '[Events]\nFormat: Start, End, Text\nDialogue: a,b,c', 3],
  ['text before any section', 'ass', 'hello\n[Events]', 1],
  ['XML that does not close', 'ttml', '<tt xmlns="http://www.w3.org/ns/ttml">\n<body>\n<div>\n</body></tt>', 4],
  ['a time that is none', 'ttml', tt('<p begin="soon" end="2s">A</p>'), 2],
  ['another root', 'ttml', '<html/>', 1],
  ['an entity that is not defined', 'ttml', tt('<p begin="1s" end="2s">&a;</p>'), 2],
  ['JSON that stops', 'json', '{"schemaVersion":1,\n"cues":[', 1],
  ['a row with a bad time', 'csv', 'start,end,text\n0:01,0:02,A\nx,0:04,B', 3],
  ['a quote never closed', 'csv', 'start,end,text\n0:01,0:02,"A', 2],
  ['a header without columns', 'csv', 'a,b\n1,2', 1],
];

describe('malformed files', () => {
  it.each(broken)('%s in %s is an error naming its line', (_what, format, text, line) => {
    const attempt = (): unknown => read(text, format);
    expect(attempt).toThrow(PipelineError);
    expect(attempt).toThrow(new RegExp(`^${format.toUpperCase()} line ${line}: `));
  });

  it('names a JSON field that is wrong', () => {
    expect(() => read('{"schemaVersion":1,"cues":[{"startMs":"x","endMs":2,"text":"A"}]}', 'json')).toThrow(
      'cues.0.startMs',
    );
  });

  it('recovers when told to: what can be read is kept and every loss is a warning with its line', () => {
    const [, , text] = broken[0] ?? ['', 'srt', '', 0];
    const document = read(text, 'srt', true);
    expect(document.cues).toHaveLength(1);
    expect(document.warnings.map((warning) => warning.line)).toEqual([6]);
  });

  it('never expands entities: a document that defines them is read without them or refused', () => {
    const bomb = `<!DOCTYPE tt [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY b${i} "&a;&a;">`).join('')}]>${tt('<p begin="1s" end="2s">&b19;</p>')}`;
    expect(() => read(bomb, 'ttml')).toThrow(PipelineError);
  });

  it.each([
    ['srt', `1\n00:00:01,000 --> 00:00:02,000\n${'<i>'.repeat(200_000)}x`],
    ['vtt', `WEBVTT\n\n00:01.000 --> 00:02.000\n${'<i>'.repeat(200_000)}x`],
    ['vtt', `WEBVTT\n\nSTYLE\n{\n\n${'a\n\n'.repeat(50_000)}`],
    ['vtt', `WEBVTT${' '.repeat(200_000)}\n\n00:01.000 --> 00:02.000\nx`],
    ['ass', `[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,${'{\\t('.repeat(50_000)}`],
    ['ttml', `<tt xmlns="http://www.w3.org/ns/ttml"><body>${'<div>'.repeat(5000)}`],
    [
      'ttml',
      tt(
        `<p begin="0s" end="9999s">${Array.from({ length: 5000 }, (_, i) => `<span begin="${i}s">x</span>`).join('')}</p>`,
      ),
    ],
    ['csv', `start,end,text\n${'"'.repeat(200_001)}`],
    ['json', '['.repeat(100_000)],
    [undefined, 'start,'.repeat(100_000)],
  ] as const)('ends quickly on a hostile %s', (format, text) => {
    const before = process.cpuUsage();
    try {
      read(text, format, true);
    } catch (error) {
      expect(error).toBeInstanceOf(PipelineError);
    }
    // processor time, not the clock: a busy machine is no fault of the reader
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  });
});
