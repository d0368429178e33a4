import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is, or undefined on a machine without one. */
export const chromiumPath = PROGRAMS.find((path) => existsSync(path));

const Message = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

/** One page of a headless Chromium, driven over its debugging pipe. */
export interface ChromiumPage {
  readonly send: (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>;
  /** Runs an expression in the page, awaits it, and gives its value. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Opens an address and waits until the page has loaded. */
  readonly open: (url: string) => Promise<void>;
  /** What the page complained about or was refused so far. */
  readonly complaints: readonly string[];
  /** Addresses the page asked for so far. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts Chromium with a profile of its own in `profileDirectory` and opens an empty page. */
export async function openChromium(program: string, profileDirectory: string): Promise<ChromiumPage> {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const browser = spawn(
    program,
    [...flags, '--mute-audio', '--remote-debugging-pipe', `--user-data-dir=${profileDirectory}`],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const pipe = connect(browser);
  const { targetId } = await pipe.call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await pipe.call('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params: object = {}) => pipe.call(method, params, String(sessionId));
  await Promise.all(['Page', 'Runtime', 'Log', 'Network'].map((domain) => send(`${domain}.enable`)));
  return {
    send,
    complaints: pipe.complaints,
    requests: pipe.requests,
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) throw new Error(`The page threw: ${JSON.stringify(exceptionDetails)}`);
      return z.looseObject({ value: z.unknown().optional() }).parse(result).value;
    },
    open: async (url) => {
      const loaded = pipe.next('Page.loadEventFired');
      await send('Page.navigate', { url });
      await loaded;
    },
    close: async () => {
      const ended = new Promise((resolve) => browser.once('exit', resolve));
      browser.kill('SIGKILL');
      await ended;
      await rm(profileDirectory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function connect(browser: ChildProcess) {
  // the fourth and fifth stream are the debugging pipe, as asked for in `stdio`
  const [, , , input, output] = browser.stdio as unknown as [null, null, null, Writable, Readable];
  const waiting = new Map<number, (message: z.infer<typeof Message>) => void>();
  const events = new Map<string, () => void>();
  const complaints: string[] = [];
  const requests: string[] = [];
  let lastId = 0;
  let unread = '';
  output.setEncoding('utf8');
  output.on('data', (text: string) => {
    const parts = (unread + text).split('\0');
    unread = parts.pop() ?? '';
    for (const part of parts) {
      const message = Message.parse(JSON.parse(part));
      waiting.get(message.id ?? 0)?.(message);
      events.get(message.method ?? '')?.();
      note(message, complaints, requests);
    }
  });
  return {
    complaints,
    requests,
    next: (event: string) => new Promise<void>((resolve) => events.set(event, resolve)),
    call: (method: string, params: object, sessionId?: string) => {
      lastId += 1;
      const id = lastId;
      const answer = new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result ?? {});
          else reject(new Error(`${method}: ${error.message}`));
        });
      });
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return answer;
    },
  };
}

function note({ method, params }: z.infer<typeof Message>, complaints: string[], requests: string[]): void {
  const isComplaint =
    method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded' || method === 'Runtime.consoleAPICalled';
  if (isComplaint) complaints.push(JSON.stringify(params));
  if (method === 'Network.requestWillBeSent') {
    requests.push(z.looseObject({ request: z.looseObject({ url: z.string() }) }).parse(params).request.url);
  }
}
