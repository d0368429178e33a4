import { SaxesParser } from 'saxes';
import { z } from 'zod';
import { checkAccess } from './check-access.js';
import { resource, type StandInAnswer, type StandInRequest } from './stand-in-resource.js';

/** The language codes of the service's table, November 2025. */
const CODES = new Set(
  `af sq am ar hy as az bn ba eu bho brx bs bg yue ca hne lzh zh-Hans zh-Hant sn hr cs da prs dv doi nl en et fo fj fil
  fi fr fr-ca gl ka de el gu ht ha he hi mww hu is ig id ikt iu iu-Latn ga it ja kn ks kk km rw tlh-Latn tlh-Piqd gom ko
  ku kmr ky lo lv lt ln dsb lug mk mai mg ms ml mt mni mi mr mn-Cyrl mn-Mong my ne nb nya or ps fa pl pt pt-pt pa otq ro
  run ru sm sr-Cyrl sr-Latn st nso tn sd si sk sl so es sw sv ty ta tt te th bo ti to tr tk uk hsb ur ug uz vi cy xh yo
  yua zu`.split(/\s+/),
);
const LIMITS = { characters: 50_000, elements: 1000 };
const QUERY = ['api-version', 'from', 'to', 'textType'];
const Body = z.array(z.union([z.strictObject({ Text: z.string() }), z.strictObject({ text: z.string() })]));

const DeployedBody = z.strictObject({
  inputs: z
    .array(
      z.strictObject({
        text: z.string(),
        language: z.string(),
        textType: z.literal('Html'),
        targets: z
          .array(
            z.strictObject({
              language: z.string(),
              deploymentName: z.string(),
              allowFallback: z.literal(false),
              tone: z.enum(['formal', 'informal', 'neutral']).optional(),
            }),
          )
          .length(1),
      }),
    )
    .min(1)
    .max(LIMITS.elements),
});

/** A word whose dictionary entry the stand-in does not heed, as the service sometimes does not. */
export const UNHEEDED = 'unheeded';

const refuse = (status: number, code: number, message: string): StandInAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ error: { code, message } }),
});

export function answerTranslator(request: StandInRequest): StandInAnswer | undefined {
  const isShared = request.host === 'api.cognitive.microsofttranslator.com';
  const isOwn = request.host === resource.translatorDomain;
  const isDeployed = request.query.get('api-version') === '2026-06-06';
  const ownPath = `/translator/text${isDeployed ? '' : '/v3.0'}/translate`;
  if (!(isShared && request.path === '/translate') && !(isOwn && request.path === ownPath)) return undefined;
  const region = { 'Ocp-Apim-Subscription-Region': resource.region };
  const denied = checkAccess({
    request,
    ...{ key: resource.translatorKey, token: resource.token, withKey: region },
    withToken: isShared ? { ...region, 'Ocp-Apim-ResourceId': resource.translatorId } : {},
  });
  if (denied !== undefined) return denied;
  return isDeployed ? answerDeployed(request) : (checkQuery(request) ?? translate(request));
}

function checkQuery({ method, query, headers }: StandInRequest): StandInAnswer | undefined {
  if (method !== 'POST') return refuse(405, 405000, 'The request method is not supported.');
  if (!/^application\/json(; charset=utf-8)?$/i.test(headers['content-type'] ?? '')) {
    return refuse(415, 415000, 'The Content-Type header is missing or invalid.');
  }
  if (query.get('api-version') !== '3.0') return refuse(400, 400021, 'The API version parameter is invalid.');
  const unknown = [...query.keys()].find((name) => !QUERY.includes(name));
  if (unknown !== undefined) return refuse(400, 400000, `The parameter ${unknown} is not known here.`);
  if (query.getAll('to').length !== 1 || !CODES.has(query.get('to') ?? '')) {
    return refuse(400, 400036, 'The target language is not valid.');
  }
  if (!CODES.has(query.get('from') ?? '')) return refuse(400, 400035, 'The source language is not valid.');
  if (query.get('textType') !== 'html') return refuse(400, 400071, 'Marked text wants textType=html.');
  return undefined;
}

/** The newer operation: everything in the body, one language model per target. */
function answerDeployed({ method, query, headers, body }: StandInRequest): StandInAnswer {
  if (method !== 'POST' || [...query.keys()].join() !== 'api-version') return refuse(400, 400000, 'Bad request.');
  if (!/^application\/json(; charset=utf-8)?$/i.test(headers['content-type'] ?? ''))
    return refuse(415, 415000, 'Type.');
  const parsed = DeployedBody.safeParse(JSON.parse(body.toString('utf8')));
  if (!parsed.success) return refuse(400, 400074, 'The body of the request is not valid JSON.');
  const { inputs } = parsed.data;
  const characters = inputs.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > LIMITS.characters) return refuse(400, 400077, 'The maximum request size is exceeded.');
  for (const { language, targets } of inputs) {
    if (!CODES.has(language)) return refuse(400, 400035, 'The source language is not valid.');
    if (targets.some((target) => !CODES.has(target.language))) return refuse(400, 400036, 'The target is not valid.');
    if (targets[0]?.deploymentName !== resource.deployment) return refuse(400, 400001, 'There is no such deployment.');
  }
  const value = inputs.map(({ text, targets }) => ({
    translations: targets.map(({ language, tone = 'neutral' }) => ({
      ...{ language, text: `${translateHtml(text, language)} (${tone})` },
      ...{ instructionTokens: 90, sourceTokens: 9, responseTokens: 9, targetTokens: 9 },
    })),
  }));
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ value }) };
}

function translate({ query, body }: StandInRequest): StandInAnswer {
  const parsed = Body.safeParse(JSON.parse(body.toString('utf8')));
  if (!parsed.success) return refuse(400, 400074, 'The body of the request is not valid JSON.');
  const texts = parsed.data.map((element) => ('Text' in element ? element.Text : element.text));
  if (texts.length === 0 || texts.length > LIMITS.elements) return refuse(400, 400072, 'Too many elements.');
  if (texts.some((text) => text.length > LIMITS.characters)) return refuse(400, 400050, 'The input text is too long.');
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  if (characters > LIMITS.characters) return refuse(400, 400077, 'The maximum request size is exceeded.');
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  const hasDictionary = texts.some((text) => text.includes('<mstrans:dictionary'));
  if (hasDictionary && from !== 'en' && to !== 'en')
    return refuse(400, 400023, 'A dictionary wants English on one side.');
  try {
    const answer = texts.map((text) => ({ translations: [{ text: translateHtml(text, to), to }] }));
    return {
      status: 200,
      headers: { 'Content-Type': 'application/json; charset=utf-8', 'X-metered-usage': String(characters) },
      body: JSON.stringify(answer),
    };
  } catch (error) {
    return refuse(400, 400020, `An element is not well-formed: ${String(error)}`);
  }
}

/** Every word gets the code of the language at its end; marked terms are heeded. Numbers and signs stay. */
function translateHtml(html: string, to: string): string {
  const parser = new SaxesParser({ xmlns: true });
  const said: string[] = [];
  const marks: Array<string | undefined> = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const value = (attribute: string): string | undefined => attributes[attribute]?.value;
    if (name === 'mstrans:dictionary') {
      const translation = value('translation');
      if (translation === undefined) throw new Error('dictionary without translation');
      marks.push(translation);
    } else if (name === 'span' && value('class') === 'notranslate') {
      said.push('<span class="notranslate">');
      marks.push('');
    } else if (name !== 'all') throw new Error(`unknown tag ${name}`);
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'span') said.push('</span>');
    marks.pop();
  });
  parser.on('text', (text) => {
    const mark = marks.at(-1);
    if (mark === undefined || text === UNHEEDED)
      said.push(escapeHtml(text.replace(/\p{L}[\p{L}'’]*/gu, (word) => `${word}_${to}`)));
    else said.push(escapeHtml(mark === '' ? text : mark));
  });
  parser.write(`<all xmlns:mstrans="urn:mstrans">${html}</all>`).close();
  return said.join('');
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;');
