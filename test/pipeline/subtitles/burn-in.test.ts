import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { scriptOfLanguage } from '../../../pipeline/languages/script-of-language.js';
import { scriptTraits } from '../../../pipeline/languages/script-traits.js';
import { burnInFilter } from '../../../pipeline/subtitles/delivery/burn-in-filter.js';
import { burnInScript } from '../../../pipeline/subtitles/delivery/burn-in-script.js';
import { plainLines } from '../../../pipeline/subtitles/model/cue-text.js';

/** A few words in each of 32 scripts. */
const samples: Readonly<Record<string, string>> = {
  es: '¿No te parece, corazón?',
  ru: 'Я думаю, что это правда.',
  el: 'Νομίζω ότι είναι αλήθεια.',
  ar: 'أعتقد أن iPhone جديد!',
  ur: 'میرا خیال ہے کہ یہ سچ ہے۔',
  he: 'אני חושב שזה נכון, נכון?',
  hi: 'स्त्री ने क्षत्रिय को ज्ञान दिया।',
  bn: 'আমি মনে করি এটা সত্যি।',
  gu: 'મને લાગે છે કે આ સાચું છે.',
  pa: 'ਮੈਨੂੰ ਲੱਗਦਾ ਹੈ ਕਿ ਇਹ ਸੱਚ ਹੈ।',
  or: 'ମୁଁ ଭାବୁଛି ଏହା ସତ୍ୟ।',
  ta: 'இது உண்மை என்று நினைக்கிறேன்.',
  te: 'ఇది నిజమని నేను అనుకుంటున్నాను.',
  kn: 'ಇದು ನಿಜವೆಂದು ನಾನು ಭಾವಿಸುತ್ತೇನೆ.',
  ml: 'ഇത് സത്യമാണെന്ന് ഞാൻ കരുതുന്നു.',
  si: 'මෙය සත්‍ය බව මම සිතමි.',
  th: 'ผมคิดว่าภาษาไทยไม่ยาก',
  lo: 'ຂ້ອຍຄິດວ່ານີ້ແມ່ນຄວາມຈິງ.',
  km: 'ខ្ញុំគិតថានេះជាការពិត។',
  my: 'ဒါဟာ မှန်တယ်လို့ ထင်တယ်။',
  bo: 'བོད་སྐད་ཡག་པོ་འདུག།',
  ka: 'ვფიქრობ, რომ ეს სიმართლეა.',
  hy: 'Կարծում եմ՝ դա ճիշտ է։',
  am: 'ይህ እውነት ነው ብዬ አስባለሁ።',
  ja: '「コンピューターを買いたい」と',
  zh: '我认为这是真的。',
  'zh-Hant': '我認為這是真的。',
  ko: '나는 그것이 사실이라고 생각한다.',
  dv: 'ދިވެހި ބަސް',
  zgh: 'ⵜⴰⵎⴰⵣⵉⵖⵜ',
  chr: 'ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ',
  iu: 'ᐃᓄᒃᑎᑐᑦ',
  nqo: 'ߒߞߏ',
  sat: 'ᱥᱟᱱᱛᱟᱲᱤ',
  ii: 'ꆈꌠꉙ',
  syr: 'ܣܘܪܝܝܐ',
  'ff-Adlm': '𞤆𞤵𞤤𞤢𞤪',
  'mni-Mtei': 'ꯃꯤꯇꯩꯂꯣꯟ',
};

const folder = mkdtempSync(join(tmpdir(), 'burn-in-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const render = (language: string, text: string, name: string = language) => {
  const path = join(folder, `${name}.ass`);
  const cues = [{ startMs: 0, endMs: 2000, lines: plainLines(text) }];
  writeFileSync(path, burnInScript({ cues, language, widthPx: 320, heightPx: 180 }));
  const input = ['-f', 'lavfi', '-i', 'color=c=black:s=320x180:d=1'];
  const output = ['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'];
  const run = spawnSync('ffmpeg', [
    '-hide_banner',
    '-loglevel',
    'verbose',
    ...input,
    '-vf',
    burnInFilter(path),
    ...output,
  ]);
  const log = run.stderr.toString();
  return { status: run.status, log, lit: run.stdout.filter((value) => value > 128).length };
};

const noto = spawnSync('fc-list', [':family=Noto Sans CJK JP', 'family']);
const hasFonts = noto.status === 0 && noto.stdout.length > 0 && spawnSync('ffmpeg', ['-version']).status === 0;
/** What libass says when no font at all holds a character, so that a box is drawn. */
const tofu = /fallback with glyph|fallback font with glyph|failed to find any fallback/i;

describe.skipIf(!hasFonts)(
  'burned-in text (skipped where ffmpeg, fonts-noto-core or fonts-noto-cjk is not installed)',
  () => {
    it('covers at least 25 scripts', () => {
      expect(new Set(Object.keys(samples).map(scriptOfLanguage)).size).toBeGreaterThanOrEqual(25);
    });

    it.each(Object.entries(samples))('is drawn in %s without a box, from the font of its script', (language, text) => {
      const { status, log, lit } = render(language, text);
      const family = language === 'ur' ? 'Noto Nastaliq Urdu' : scriptTraits[scriptOfLanguage(language)].fontFamily;
      expect(status).toBe(0);
      expect(log).not.toMatch(tofu);
      expect(log).toMatch(new RegExp(`fontselect: \\(${family},[^\\n]*-> [^\\n]*Noto`));
      expect(lit).toBeGreaterThan(20);
    });

    it('is drawn from a file of any name', () => {
      const { status, lit } = render('en', 'Anything goes', "it's a,b; c:d [e] = \\f %");
      expect(status).toBe(0);
      expect(lit).toBeGreaterThan(20);
    });

    it('would notice a box: a character of no font is reported', () => {
      expect(render('en', 'box \u{10fff0}').log).toMatch(tofu);
    });
  },
);
