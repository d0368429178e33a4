import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { byIdentity, byKey, standInEngines } from './stand-in/stand-in-engines.js';
import { type StandIn, startStandIn } from './stand-in/start-stand-in.js';

let standIn: StandIn;
let folder: string;
beforeAll(async () => {
  standIn = await startStandIn();
  folder = mkdtempSync(join(tmpdir(), 'polydub-azure-'));
});
afterAll(async () => {
  await standIn.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => vi.unstubAllGlobals());

const say = (env: Readonly<Record<string, string>>) =>
  standInEngines(standIn, env)
    .synthesizer()
    .synthesize({
      ...{ text: 'Hola.', voice: 'es-ES-ElviraNeural', language: 'es', outputPath: join(folder, 'a.wav') },
      signal: new AbortController().signal,
    });

describe('the connection that speaks', () => {
  it.each([
    ['a token made of the key', byKey],
    ['a token of the managed identity', byIdentity],
  ])('shows %s in its headers where Node has a WebSocket of its own, which sends none', async (_what, env) => {
    vi.stubGlobal(
      'WebSocket',
      class {
        constructor() {
          throw new Error('this one sends no headers');
        }
      },
    );

    expect((await say(env)).words?.[0]?.text).toBe('Hola.');
    expect(standIn.voices.refusals).toEqual([]);
  });

  it('finds no way to a host it does not know', async () => {
    const lost = standInEngines(standIn, byKey, { reachSocket: () => 'ws://127.0.0.1:1' });
    const work = lost.synthesizer().synthesize({
      ...{ text: 'Hola.', voice: 'es-ES-ElviraNeural', language: 'es', outputPath: join(folder, 'b.wav') },
      signal: new AbortController().signal,
    });
    await expect(work).rejects.toMatchObject({ code: 'unavailable' });
    expect(lost.waits.length).toBe(5);
  });
});
