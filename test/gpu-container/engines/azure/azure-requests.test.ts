import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { byIdentity, byKey, standInEngines } from './stand-in/stand-in-engines.js';
import { resource, type StandInAnswer } from './stand-in/stand-in-resource.js';
import { type StandIn, startStandIn } from './stand-in/start-stand-in.js';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.close());
beforeEach(() => {
  standIn.requests.length = 0;
  standIn.scripted.length = 0;
});

type Engines = ReturnType<typeof standInEngines>;
const ask = (engines: Engines, signal: AbortSignal = new AbortController().signal, to = 'de') =>
  engines.translator().translate({
    transcript: { language: 'en', segments: [{ id: 'seg_1', startMs: 0, endMs: 1, text: 'Hello.', words: [] }] },
    ...{ targetLanguage: to, glossary: [], signal, onProgress: () => undefined },
  });
const failureOf = async (work: Promise<unknown>): Promise<PipelineError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PipelineError) return error;
  throw new Error(`no PipelineError: ${String(error)}`);
};
const busy = (headers: Readonly<Record<string, string>> = {}): StandInAnswer => ({
  ...{ status: 429, headers },
  body: '{"error":{"code":429001,"message":"The server rejected the request because the client exceeded limits."}}',
});

describe('a request to a managed service', () => {
  it('is tried again after the pause the service asks for, in seconds or as a date', async () => {
    standIn.scripted.push(busy({ 'Retry-After': '8' }), busy({ 'Retry-After': 'Sat, 21 Nov 2026 12:00:20 GMT' }));
    const engines = standInEngines(standIn);

    const { segments } = await ask(engines);

    expect(segments[0]?.text).toBe('Hello_de.');
    expect(engines.waits).toEqual([9000, 22_500]);
    expect(standIn.requests.length).toBe(3);
    expect(standIn.requests[2]?.body).toEqual(standIn.requests[0]?.body);
  });

  it('waits twice as long each time otherwise, with chance in it, and gives up after six tries', async () => {
    for (let at = 0; at < 9; at++) standIn.scripted.push({ status: 503, body: '<html>Service Unavailable</html>' });
    const [low, high] = [standInEngines(standIn, byKey, { random: () => 0 }), standInEngines(standIn)];

    const error = await failureOf(ask(low));
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
    expect(error.message).toBe('Azure AI Translator answered 503. Request request-6.');
    expect(low.waits).toEqual([500, 1000, 2000, 4000, 8000]);
    expect(standIn.requests.length).toBe(6);

    await ask(high);
    expect(high.waits).toEqual([750, 1500, 3000]);
  });

  it('does not sit out a long pause: the queue brings the work back', async () => {
    standIn.scripted.push(busy({ 'Retry-After': '3600' }));
    const engines = standInEngines(standIn);

    expect(await failureOf(ask(engines))).toMatchObject({ code: 'unavailable' });
    expect([engines.waits, standIn.requests.length]).toEqual([[], 1]);
  });

  it.each([
    [408, '{"error":{"code":408001,"message":"The translation system requested is being prepared."}}'],
    [500, '{"error":{"code":500000,"message":"An unexpected error occurred."}}'],
    [502, ''],
  ])('is tried again after %i', async (status, body) => {
    standIn.scripted.push({ status, body });
    await ask(standInEngines(standIn));
    expect(standIn.requests.length).toBe(2);
  });

  it('is tried again when the connection breaks inside the answer', async () => {
    standIn.scripted.push({ status: 200, headers: { 'Content-Length': '500' }, body: '[{"transl', breaks: true });
    const engines = standInEngines(standIn);

    expect((await ask(engines)).segments[0]?.text).toBe('Hello_de.');
    expect(engines.waits.length).toBe(1);
  });

  it('is not tried again when the service will not change its mind', async () => {
    const cases: ReadonlyArray<readonly [StandInAnswer, string, RegExp]> = [
      [
        { status: 400, body: '{"error":{"code":400036,"message":"The target language is not valid."}}' },
        'language-unreachable',
        /400036/,
      ],
      [
        { status: 400, body: '{"error":{"code":400077,"message":"The maximum request size is exceeded."}}' },
        'request-invalid',
        /request size/,
      ],
      [
        { status: 401, body: '{"error":{"code":"401000","message":"Credentials are missing or invalid."}}' },
        'engine-missing',
        /Check the key/,
      ],
      [
        { status: 403, body: '{"error":{"code":403001,"message":"The subscription has exceeded its free quota."}}' },
        'engine-missing',
        /quota is used up/,
      ],
      [{ status: 302, headers: { Location: 'https://elsewhere.example/' } }, 'request-invalid', /answered 302/],
      [{ status: 200, body: '{"translations":[]}' }, 'engine-failed', /cannot be read/],
      [{ status: 200, body: '[]' }, 'engine-failed', /0 texts for 1/],
      [
        { status: 200, body: '[{"translations":[{"to":"de","text":" "}]}]' },
        'engine-failed',
        /no text for segment seg_1/,
      ],
    ];
    for (const [answer, code, message] of cases) {
      standIn.scripted.push(answer);
      const before = standIn.requests.length;
      const error = await failureOf(ask(standInEngines(standIn)));
      expect([error.code, standIn.requests.length - before]).toEqual([code, 1]);
      expect(error.message).toMatch(message);
    }
  });

  it('ends at once when cancelled, while it waits and while it is on its way', async () => {
    const abort = new AbortController();
    standIn.scripted.push(busy());
    const waiting = standInEngines(standIn, byKey, {
      sleep: async (_ms, signal) => {
        abort.abort();
        signal.throwIfAborted();
      },
    });
    expect((await failureOf(ask(waiting, abort.signal))).code).toBe('cancelled');

    const leave = new AbortController();
    const underWay = standInEngines(standIn, byKey, {
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          leave.abort(new PipelineError('time-limit', 'Too long.'));
        }),
    });
    expect((await failureOf(ask(underWay, leave.signal))).code).toBe('time-limit');
  });

  it('says so when there is no managed identity, without a request', async () => {
    for (const credential of [
      async () => ({ getToken: async () => null }),
      async () => ({ getToken: () => Promise.reject(new Error('ManagedIdentityCredential: unavailable')) }),
    ]) {
      const error = await failureOf(ask(standInEngines(standIn, byIdentity, { credential })));
      expect(error).toMatchObject({ code: 'engine-missing', message: expect.stringContaining('managed identity') });
    }
    expect(standIn.requests).toEqual([]);
  });

  it('names the worker, and never shows a key or a token in an error, a log line or an address', async () => {
    const secrets = [resource.translatorKey, resource.speechKey, resource.token];
    const shown: string[] = [];
    for (const env of [byKey, byIdentity]) {
      for (const [status, code] of [
        [429, 429001],
        [401, 401000],
        [400, 400000],
      ] as const) {
        const message = `You sent ${secrets.join(' and ')}, Bearer aad#${resource.speechId}#${resource.token}.`;
        standIn.scripted.push(
          ...Array.from({ length: 6 }, () => ({ status, body: JSON.stringify({ error: { code, message } }) })),
        );
        const engines = standInEngines(standIn, env);
        const error = await failureOf(env === byKey ? ask(engines) : engines.synthesizer().voices('es'));
        const own = env === byKey ? resource.translatorKey : resource.token;
        for (const text of [error.message, String(error.stack), JSON.stringify(engines.log)])
          expect(text).not.toContain(own);
        shown.push(error.message);
        standIn.scripted.length = 0;
      }
    }
    expect(shown.every((message) => message.includes('[secret]'))).toBe(true);
    expect(standIn.requests.length).toBeGreaterThan(12);
    for (const { path, query, headers } of standIn.requests) {
      expect(secrets.some((secret) => `${path}?${query}`.includes(secret))).toBe(false);
      expect(headers['user-agent']).toBe('polydub');
    }
  });

  it('is refused by the stand-in with a wrong key, a wrong region and without either', async () => {
    for (const env of [
      { ...byKey, AZURE_TRANSLATOR_KEY: 'other' },
      { ...byKey, AZURE_TRANSLATOR_REGION: 'eastus' },
      { AZURE_TRANSLATOR_KEY: resource.translatorKey },
    ]) {
      expect((await failureOf(ask(standInEngines(standIn, env)))).code).toBe('engine-missing');
    }
  });
});
