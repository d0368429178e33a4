import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApertiumTranslator,
  createApertiumTranslator,
} from '../../../gpu-container/src/engines/apertium/create-apertium-translator.js';
import { findModes } from '../../../gpu-container/src/engines/apertium/find-modes.js';
import { findRoutes, routePath } from '../../../gpu-container/src/engines/apertium/find-routes.js';
import { parseMode } from '../../../gpu-container/src/engines/apertium/parse-mode.js';
import type { GlossaryTerm } from '../../../pipeline/ports/translator.js';

const installed = await findModes();
const has = (name: string): boolean => installed.some((mode) => mode.name === name);

const children = (): number =>
  execFileSync('ps', ['--ppid', String(process.pid), '-o', 'comm='], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => /^(lt-proc|apertium|cg-proc|lrx-proc)/.test(name)).length;

interface AskParams {
  readonly texts: readonly string[];
  readonly from?: string;
  readonly to: string;
  readonly glossary?: readonly GlossaryTerm[];
  readonly signal?: AbortSignal;
}

describe.skipIf(!has('eng-spa'))('apertium translator (needs apertium-eng-spa)', () => {
  let translator: ApertiumTranslator;
  beforeAll(() => {
    translator = createApertiumTranslator();
  });
  afterAll(() => translator.dispose());

  const ask = (params: AskParams) =>
    translator.translate({
      transcript: {
        language: params.from ?? 'en',
        segments: params.texts.map((text, at) => ({ id: `seg_${at}`, startMs: at, endMs: at + 1, text, words: [] })),
      },
      targetLanguage: params.to,
      glossary: params.glossary ?? [],
      signal: params.signal ?? new AbortController().signal,
      onProgress: () => undefined,
    });
  const textsOf = async (params: AskParams): Promise<readonly string[]> =>
    (await ask(params)).segments.map((segment) => segment.text);

  it('translates every segment on its own, in order, none dropped or merged', async () => {
    const texts = Array.from({ length: 60 }, (_, at) => `The house has ${at} doors and`);

    const { language, segments } = await ask({ texts, to: 'es' });

    expect(language).toBe('es');
    expect(segments.map((segment) => segment.id)).toEqual(texts.map((_, at) => `seg_${at}`));
    expect(segments.map((segment) => segment.text)).toEqual(texts.map((_, at) => `La casa tiene ${at} puertas y`));
  });

  it('keeps segments without words, empty ones included', async () => {
    expect(await textsOf({ texts: ['', '…', '♪ ♪', 'Yes.'], to: 'es' })).toEqual(['', '…', '♪ ♪', 'Sí.']);
  });

  it('carries signs that mean something to its own format', async () => {
    const [text] = await textsOf({
      texts: ['The price [50% \\ {x} ^2$ a/b <b> @home *star] is good.\nYes.'],
      to: 'es',
    });

    for (const sign of ['50%', '\\', '{', '}', '^2$', '/', '<', '>', '@', '*', '[', ']']) expect(text).toContain(sign);
    expect(text).toMatch(/ es \p{L}+\. Sí\.$/u);
  });

  it('leaves words it does not know as they are, without marks', async () => {
    expect(await textsOf({ texts: ['Frobnicate is a Zygotron.'], to: 'es' })).toEqual(['Frobnicate es un Zygotron.']);
  });

  it('opens Spanish questions and exclamations, sentence by sentence', async () => {
    expect(await textsOf({ texts: ['The house is big. Is the house big?'], to: 'es' })).toEqual([
      'La casa es grande. ¿Es la casa grande?',
    ]);
  });

  it('reaches languages through a pivot and by regional tags', async () => {
    const first = async (to: string): Promise<string> => (await textsOf({ texts: ['The house is big.'], to }))[0] ?? '';

    expect(await Promise.all(['fr', 'pt-BR', 'it', 'es-MX', 'ca-valencia'].map(first))).toEqual([
      'La maison est grande.',
      'A casa é grande.',
      'La casa è grande.',
      'La casa es grande.',
      'La casa és gran.',
    ]);
    expect(await textsOf({ texts: ['La casa es grande.'], from: 'es-ES', to: 'en-GB' })).toEqual(['The house is big.']);
  });

  it('carries glossary terms into the translation and keeps names untranslated, through a pivot too', async () => {
    const glossary = [
      { source: 'house', target: 'hogar' },
      { source: 'Rose Green', target: 'Rose Green' },
      { source: 'green', target: 'VERDE' },
    ];

    for (const to of ['es', 'fr']) {
      const { segments } = await ask({ texts: ['Rose Green bought a House. The households are small.'], to, glossary });
      expect(segments[0]?.text).toContain('Rose Green');
      expect(segments[0]?.text).toContain('hogar');
      expect(segments[0]?.text).not.toMatch(/VERDE|Xq/);
      expect(segments[0]?.missingTerms).toBeUndefined();
    }
  });

  it('says that it cannot choose how people are addressed, when it is asked to', async () => {
    const { warnings } = await translator.translate({
      transcript: { language: 'en', segments: [{ id: 'a', startMs: 0, endMs: 1, text: 'Where are you?', words: [] }] },
      ...{ targetLanguage: 'es', glossary: [], formality: 'formal' },
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
    });
    expect(warnings).toEqual([expect.stringContaining('formal')]);
    expect((await ask({ texts: ['Where are you?'], to: 'es' })).warnings).toBeUndefined();
  });

  it.skipIf(!has('spa-eng_US'))('spells as the variety does that is asked for', async () => {
    const texts = ['El color del teatro.'];
    expect(await textsOf({ texts, from: 'es', to: 'en-US' })).toEqual(['The color of the theater.']);
  });

  it('says language-unreachable for a way there is not', async () => {
    await expect(ask({ texts: ['Hi.'], to: 'ja' })).rejects.toMatchObject({ code: 'language-unreachable' });
    await expect(ask({ texts: ['Hallo.'], from: 'de', to: 'es' })).rejects.toMatchObject({
      code: 'language-unreachable',
    });
  });

  it('gives the same translation however busy it is', async () => {
    const texts = Array.from({ length: 30 }, (_, at) => `I have ${at} new friends in the city.`);

    const [one, two] = await Promise.all([
      textsOf({ texts, to: 'es' }),
      textsOf({ texts: texts.toReversed(), to: 'es' }),
    ]);

    expect(two?.toReversed()).toEqual(one);
  });

  it('ends its programs when cancelled, and works again afterwards', async () => {
    const abort = new AbortController();
    const texts = Array.from({ length: 5000 }, () => 'I have many new friends in the city.');
    const work = ask({ texts, to: 'es', signal: abort.signal });
    abort.abort();

    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await textsOf({ texts: ['The house is big.'], to: 'es' })).toEqual(['La casa es grande.']);
  });

  it('leaves no program behind after dispose, which may be called twice', async () => {
    await textsOf({ texts: ['Yes.'], to: 'es' });
    expect(children()).toBeGreaterThan(5);

    await translator.dispose();
    await translator.dispose();

    await expect.poll(children, { timeout: 5000 }).toBe(0);
  });
});

describe('apertium modes', () => {
  it('reads a mode as programs that flush at NUL, without a shell', () => {
    const stages = parseMode("lt-proc -w '/a b/x.bin' | apertium-tagger -g $2 '/y.prob' | lt-proc $1 '/z.bin'\n");

    expect(stages).toEqual([
      { program: 'lt-proc', args: ['-z', '-w', '/a b/x.bin'] },
      { program: 'apertium-tagger', args: ['-z', '-g', '/y.prob'] },
      { program: 'lt-proc', args: ['-z', '-n', '/z.bin'] },
    ]);
  });

  it.each(['lt-proc /a; rm -rf /', 'sh -c x', 'lt-proc /a > /b', ''])('refuses the mode "%s"', (text) => {
    expect(parseMode(text)).toBeUndefined();
  });

  it.skipIf(!has('eng-spa') || !has('eng-cat'))(
    'prefers the direct way, then the better pivot, and never returns to where it came from',
    () => {
      const routes = findRoutes(installed);
      const path = (from: string, to: string): string | undefined => {
        const route = routes.find((candidate) => candidate.from === from && candidate.to === to);
        return route && routePath(route);
      };

      expect(path('en', 'es')).toBe('eng-spa');
      expect(path('en', 'fr')).toBe('eng-spa → es-fr');
      expect(path('en', 'en')).toBeUndefined();
      expect(new Set(routes.map((route) => `${route.from} ${route.to}`)).size).toBe(routes.length);
      const fromEnglish = routes.filter((route) => route.from === 'en').map((route) => route.to);
      for (const tag of ['es', 'ca', 'ca-valencia', 'gl', 'eo', 'pt', 'pt-BR', 'fr', 'it', 'oc', 'ast', 'an']) {
        expect(fromEnglish).toContain(tag);
      }
    },
  );
});
