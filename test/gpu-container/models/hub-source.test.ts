import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../../gpu-container/src/models/model-entry.js';
import { createHubSource } from '../../../gpu-container/src/models/sources/hub-source.js';

const file = { path: 'weights.onnx' };
const entryOf = (origin: ModelEntry['origin']): ModelEntry => ({
  ...{ id: 'big', title: 'A model for tests', task: 'pitch', files: [file], languages: [], memoryMiB: 1 },
  ...{ origin, licence: { name: 'MIT', commercialUse: 'yes' }, providers: ['cpu'], citation: 'none' },
});

const stops: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A place that notes what it was given to be let in, and sends on to another place where one is told. */
async function startPlace(next?: string) {
  const tokens: Array<string | undefined> = [];
  const server = createServer((request, response) => {
    tokens.push(request.headers.authorization);
    if (next === undefined) response.end('bytes');
    else response.writeHead(302, { location: next }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return { tokens, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function ask(origin: ModelEntry['origin'], places: { readonly endpoint: string; readonly rawEndpoint: string }) {
  const source = createHubSource({ ...places, token: 'secret' });
  const found = await source.open({ entry: entryOf(origin), file, offset: 0, signal: new AbortController().signal });
  for await (const chunk of found?.bytes ?? []) expect(chunk.byteLength).toBe(5);
}

describe('the token of the hub', () => {
  it('is shown to the hub, and not to where it redirects', async () => {
    const elsewhere = await startPlace();
    const hub = await startPlace(`${elsewhere.endpoint}/weights.onnx`);

    await ask({ kind: 'hub', repo: 'org/model', revision: 'main' }, { ...hub, rawEndpoint: elsewhere.endpoint });

    expect({ hub: hub.tokens, elsewhere: elsewhere.tokens }).toEqual({
      hub: ['Bearer secret'],
      elsewhere: [undefined],
    });
  });

  it('is not shown to the place raw files come from', async () => {
    const [hub, raw] = [await startPlace(), await startPlace()];

    await ask({ kind: 'github', repo: 'org/model', commit: 'a'.repeat(40) }, { ...hub, rawEndpoint: raw.endpoint });

    expect({ hub: hub.tokens, raw: raw.tokens }).toEqual({ hub: [], raw: [undefined] });
  });
});
