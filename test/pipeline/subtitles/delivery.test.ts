import { describe, expect, it } from 'vitest';
import { burnInFilter } from '../../../pipeline/subtitles/delivery/burn-in-filter.js';
import { burnInScript } from '../../../pipeline/subtitles/delivery/burn-in-script.js';
import { mergeBilingual } from '../../../pipeline/subtitles/delivery/merge-bilingual.js';
import { softTrackArguments } from '../../../pipeline/subtitles/delivery/soft-track-arguments.js';
import { subtitleFileName } from '../../../pipeline/subtitles/delivery/subtitle-file-name.js';
import type { Cue } from '../../../pipeline/subtitles/model/cue.js';
import { cueText, plainLines } from '../../../pipeline/subtitles/model/cue-text.js';

const cue = (startMs: number, endMs: number, text: string): Cue => ({ startMs, endMs, lines: plainLines(text) });

describe('delivering subtitles', () => {
  it('names sidecar files as players look for them', () => {
    expect(subtitleFileName({ baseName: 'film', language: 'pt-br', format: 'vtt', isForced: true })).toBe(
      'film.pt-BR.forced.vtt',
    );
    expect(subtitleFileName({ baseName: 'film', language: 'en', format: 'ttml', isHearingImpaired: true })).toBe(
      'film.en.sdh.ttml',
    );
  });

  it('gives ffmpeg the codec, language, title and flags of every soft track', () => {
    const tracks = [
      { path: 'a.srt', language: 'es-MX', isDefault: true },
      { path: 'b.srt', language: 'zh-Hant', isForced: true },
      { path: 'c.ass', language: 'en', isHearingImpaired: true },
    ];
    const mp4 = softTrackArguments({ container: 'mp4', tracks, firstInput: 2 });
    expect(mp4.inputs).toEqual(['-i', 'a.srt', '-i', 'b.srt', '-i', 'c.ass']);
    expect(mp4.maps).toEqual(['-map', '2:0', '-map', '3:0', '-map', '4:0']);
    const line = mp4.output.join(' ');
    expect(line).toContain('-c:s:0 mov_text -metadata:s:s:0 language=spa');
    expect(line).toContain('language=zho');
    expect(line).toContain('-disposition:s:0 default');
    expect(line).toContain('-disposition:s:1 forced');
    expect(line).toContain('-disposition:s:2 hearing_impaired');
    expect(softTrackArguments({ container: 'mkv', tracks, firstInput: 1 }).output.join(' ')).toMatch(
      /-c:s:0 srt .*-c:s:2 ass/,
    );
  });

  it('merges two languages, a line each, and loses no cue', () => {
    const primary = [cue(0, 2000, 'Hola.'), cue(3000, 6000, 'Vamos\na casa.')];
    const secondary = [
      cue(100, 1900, 'Hello.'),
      cue(3100, 4000, 'Let us go'),
      cue(4100, 6000, 'home.'),
      cue(8000, 9000, 'Alone.'),
    ];
    expect(mergeBilingual({ primary, secondary }).map(cueText)).toEqual([
      'Hola.\nHello.',
      'Vamos a casa.\nLet us go home.',
      'Alone.',
    ]);
    expect(mergeBilingual({ primary, secondary, above: 'secondary' }).map(cueText)[0]).toBe('Hello.\nHola.');
  });

  it('asks for the font of the language, sizes tall fonts up, and gives foreign words their own font', () => {
    const script = (language: string, text: string): string =>
      burnInScript({ cues: [cue(0, 1000, text)], language, widthPx: 1920, heightPx: 1080 });
    expect(script('es', 'Hola 東京')).toMatch(
      /Style: Default,Noto Sans,58,[\s\S]*\\fnNoto Sans CJK JP|Style: Default,Noto Sans,58,[\s\S]*\\fnNoto Sans CJK SC/,
    );
    expect(script('ar', 'مرحبا iPhone')).toMatch(
      /Style: Default,Noto Sans Arabic,87,[\s\S]*\{\\fnNoto Sans\\fs58\}iPhone/,
    );
    expect(script('zh-Hant', '你好')).toContain('Style: Default,Noto Sans CJK TC,');
    expect(script('ja', '東京')).toContain('PlayResX: 1920\nPlayResY: 1080');
  });

  it('escapes the path of the script for the filter graph', () => {
    expect(burnInFilter('/tmp/a b.ass')).toBe('ass=/tmp/a b.ass');
    expect(burnInFilter("/tmp/it's[1],x.ass")).not.toMatch(/(?<!\\)[[\],]/);
  });
});
