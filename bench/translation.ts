/**
 * Measures every direction the installed Apertium reaches: chrF on 100 sentence pairs, sentences per second, memory.
 * Needs a tab-separated file `lang, en, target` of Tatoeba pairs: `node dist/bench/translation.js PAIRS.tsv [--write]`.
 * `--write` updates the measured values the survey publishes.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApertiumTranslator } from '../gpu-container/src/engines/apertium/create-apertium-translator.js';
import { findModes } from '../gpu-container/src/engines/apertium/find-modes.js';
import { findRoutes, type Route, routePath } from '../gpu-container/src/engines/apertium/find-routes.js';
import type { Transcript } from '../pipeline/contracts/transcript.js';
import { chrF } from '../pipeline/quality/chrf.js';

interface Pair {
  readonly source: string;
  readonly target: string;
}

interface Row {
  readonly route: Route;
  readonly chrF: number;
  readonly sentencesPerSecond: number;
  readonly memoryMiB: number;
}

const MAX_PAIRS = 100;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Pairs by language; the other side is English. */
function readPairs(path: string): ReadonlyMap<string, readonly Pair[]> {
  const pairs = new Map<string, Pair[]>();
  for (const line of readFileSync(path, 'utf8').split('\n').slice(1)) {
    const [language, source, target] = line.split('\t');
    if (language === undefined || source === undefined || target === undefined) continue;
    const known = pairs.get(language) ?? [];
    known.push({ source, target: target.trim() });
    pairs.set(language, known);
  }
  return pairs;
}

/** English to X, X to English, and X to Y where both have the same English sentence. */
function pairsFor(route: Route, byLanguage: ReadonlyMap<string, readonly Pair[]>): readonly Pair[] {
  const base = (tag: string): string => tag.split('-')[0] ?? tag;
  if (base(route.from) === 'en') return byLanguage.get(base(route.to)) ?? [];
  if (base(route.to) !== 'en') return [];
  return (byLanguage.get(base(route.from)) ?? []).map(({ source, target }) => ({ source: target, target: source }));
}

/** Resident memory in MiB of all descendants of this process, shared pages counted in each. */
function childMemoryMiB(): number {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const mine = new Set([process.pid]);
  let sumKiB = 0;
  for (let grew = true; grew; ) {
    grew = false;
    for (const [pid = 0, parent = 0, rss = 0] of table) {
      if (mine.has(pid) || !mine.has(parent)) continue;
      mine.add(pid);
      sumKiB += rss;
      grew = true;
    }
  }
  return sumKiB / 1024;
}

async function measure(route: Route, pairs: readonly Pair[]): Promise<Row & { readonly texts: readonly string[] }> {
  const translator = createApertiumTranslator();
  const transcript = (texts: readonly string[]): Transcript => ({
    language: route.from,
    segments: texts.map((text, at) => ({ id: `s${at}`, startMs: at, endMs: at + 1, text, words: [] })),
  });
  const common = {
    targetLanguage: route.to,
    glossary: [],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  await translator.translate({ ...common, transcript: transcript(['Hello.']) });
  const started = performance.now();
  const { segments } = await translator.translate({
    ...common,
    transcript: transcript(pairs.map((pair) => pair.source)),
  });
  const seconds = (performance.now() - started) / 1000;
  const memoryMiB = childMemoryMiB();
  await translator.dispose();
  const texts = segments.map((segment) => segment.text);
  const score = chrF(
    texts,
    pairs.map((pair) => pair.target),
  );
  return { route, texts, chrF: score, sentencesPerSecond: pairs.length / seconds, memoryMiB };
}

function writeMeasured(rows: readonly Row[]): void {
  const path = join(import.meta.dirname, '../../gpu-container/src/engines/apertium/measured-chrf.ts');
  const head = readFileSync(path, 'utf8').split('export const')[0] ?? '';
  const lines = rows.map((row) => `  '${row.route.from} ${row.route.to}': ${row.chrF.toFixed(1)},\n`);
  writeFileSync(path, `${head}export const MEASURED_CHRF: Readonly<Record<string, number>> = {\n${lines.join('')}};\n`);
}

async function main(): Promise<void> {
  const [path, ...options] = process.argv.slice(2);
  if (path === undefined) throw new Error('usage: node dist/bench/translation.js PAIRS.tsv [--write] [--samples]');
  const byLanguage = readPairs(path);
  const rows: Row[] = [];
  say('| direction | path | pairs | chrF | sentences/s | memory MiB |\n|---|---|---:|---:|---:|---:|');
  for (const route of findRoutes(await findModes())) {
    const pairs = pairsFor(route, byLanguage).slice(0, MAX_PAIRS);
    if (pairs.length === 0) continue;
    const row = await measure(route, pairs);
    rows.push(row);
    const cells = [`${route.from} → ${route.to}`, routePath(route), pairs.length, row.chrF.toFixed(1)];
    say(`| ${[...cells, row.sentencesPerSecond.toFixed(0), row.memoryMiB.toFixed(0)].join(' | ')} |`);
    if (!options.includes('--samples')) continue;
    for (const [at, pair] of pairs.slice(0, 5).entries()) say(`    ${pair.source} → ${row.texts[at]}`);
  }
  if (options.includes('--write')) writeMeasured(rows);
}

await main();
