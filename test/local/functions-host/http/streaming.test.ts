import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFunctionsHost } from '../../../../local/functions-host/create-functions-host.js';
import type { HostLogEntry } from '../../../../local/functions-host/host-log.js';
import { loadFunctionsWorker } from '../../../../local/functions-host/worker/load-functions-worker.js';
import { eventually } from '../eventually.js';

const appRoot = fileURLToPath(new URL('../apps/streaming', import.meta.url));
const log: HostLogEntry[] = [];
const host = createFunctionsHost({ appRoot, settings: {}, log: (entry) => log.push(entry) });
const app = globalThis as unknown as { releaseChunk?: () => void };
let url: string;

beforeAll(async () => {
  ({ url } = await host.start());
});

afterAll(() => host.dispose());

describe('a CommonJS app that streams HTTP', () => {
  it('reads a large request in pieces', async () => {
    const body = new Uint8Array(3_000_000);
    const answer = await fetch(`${url}/api/count/films?q=1`, { method: 'POST', body, headers: { 'x-custom': 'c' } });
    expect(await answer.json()).toEqual({
      bytes: body.length,
      label: 'films',
      header: 'c',
      url: `${url}/api/count/films?q=1`,
    });
    expect(answer.headers.get('x-ms-invocation-id')).toBeNull();
  });

  it('answers in pieces, each as it is made', async () => {
    const answer = await fetch(`${url}/api/chunks`);
    expect(answer.headers.get('x-answer')).toBe('streamed');
    const reader = answer.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('first\n');
    (await eventually(() => app.releaseChunk))();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('second\n');
    expect((await reader?.read())?.done).toBe(true);
  });

  it('answers 500 when the handler throws, also in the middle of an upload', async () => {
    const answer = await fetch(`${url}/api/throws`, { method: 'POST', body: 'x'.repeat(200_000) });
    expect(answer.status).toBe(500);
    expect(log).toContainEqual(expect.objectContaining({ message: 'POST /api/throws failed: secret detail' }));
  });

  it('answers 204 when the handler returns nothing', async () => {
    expect((await fetch(`${url}/api/silent`)).status).toBe(204);
  });

  it('opens its endpoint on the loopback interface only', async () => {
    const { HttpUri } = (await loadFunctionsWorker({ appRoot })).capabilities;
    const port = Number(new URL(HttpUri ?? '').port);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    const reaches = (address: string): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect(port, address, () => resolve(true));
        socket.on('error', () => resolve(false));
        socket.on('connect', () => socket.destroy());
      });
    expect(await reaches('127.0.0.1')).toBe(true);
    // Another address of the loopback network, or of the machine, must find nobody.
    expect(await reaches(outside ?? '127.0.0.2')).toBe(false);
  });
});
