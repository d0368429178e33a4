import { describe, expect, it } from 'vitest';
import { findImpurities } from '../../scripts/checks/find-impurities.mjs';

const reasons = (text: string, isReplayed = true) => findImpurities(text, { isReplayed }).map(({ reason }) => reason);

describe('the determinism lint', () => {
  it.each([
    ['the clock by Date.now', 'const t = Date.now();'],
    ['the clock by Date.now of globalThis', 'const t = globalThis.Date.now();'],
    ['the clock by new Date()', 'const t = new Date();'],
    ['the clock by Date()', 'const t = Date();'],
    ['random numbers', 'const r = Math.random();'],
    ['random ids from crypto', 'const id = crypto.randomUUID();'],
    ['random ids by import', "import { randomUUID } from 'node:crypto'; const id = randomUUID();"],
    ['the environment', "const home = process.env['HOME'];"],
    ['the network', "fetch('https://example.org');"],
    ['timers', 'setTimeout(() => {}, 1);'],
    ['the console', "console.log('x');"],
    ['node modules', "import fs from 'node:fs';"],
    ['node modules, types too', "import type { Stats } from 'node:fs';"],
    ['node modules loaded late', "const fs = import('node:fs');"],
    ['node modules passed on', "export { join } from 'node:path';"],
    ['a Buffer, even as a type', 'export function size(data: Buffer): number { return data.length; }'],
  ])('finds %s in both areas', (_, text) => {
    expect(reasons(text, true)).not.toEqual([]);
    expect(reasons(text, false)).not.toEqual([]);
  });

  it.each([
    ['an asynchronous function', 'export async function f() {}'],
    ['an asynchronous arrow function', 'const f = async () => 1;'],
    ['await', 'export async function f() { await g(); } declare function g(): Promise<void>;'],
    ['for await', 'async function f(all: AsyncIterable<string>) { for await (const one of all) { one; } }'],
  ])('finds %s in an orchestrator, and lets ports be asynchronous', (_, text) => {
    expect(reasons(text, true)).not.toEqual([]);
    expect(reasons(text, false)).toEqual([]);
  });

  it.each([
    ['a date from a given time', 'export const at = (ms: number) => new Date(ms);'],
    ["the orchestration's own clock", 'const now = context.df.currentUtcDateTime; declare const context: any;'],
    ['arithmetic', 'export const top = Math.max(1, 2);'],
    ['a property of a banned name', 'export const of = (job: { process: string }) => job.process;'],
    ['a parameter of a banned name', 'export const of = (process: string) => process;'],
    ['digests', "export const sum = (data: Uint8Array<ArrayBuffer>) => crypto.subtle.digest('SHA-256', data);"],
  ])('lets %s pass', (_, text) => {
    expect(reasons(text)).toEqual([]);
  });

  it('names the line, also behind letters of more than one byte', () => {
    expect(findImpurities("const a = 'é¿😀';\n\nconst t = Date.now();\n", { isReplayed: true })).toMatchObject([
      { line: 3 },
    ]);
  });
});
