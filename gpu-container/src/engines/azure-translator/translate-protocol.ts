import { z } from 'zod';
import type { BatchSize } from './batch-texts.js';
import { TRANSLATOR_LIMITS } from './batch-texts.js';

/** What one request asks: marked texts of one language in another, by Translator's codes. */
export interface TranslateErrand {
  readonly html: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly formality?: 'formal' | 'informal' | undefined;
}

/** How a version of the translate operation is spoken to. */
export interface TranslateProtocol {
  readonly size: BatchSize;
  /** For one try, in ms. */
  readonly timeoutMs: number;
  query(errand: TranslateErrand): URLSearchParams;
  body(errand: TranslateErrand): string;
  /** The texts of an answer, in order. Not strict: a service may say more than it did when this was written. */
  readonly answer: z.ZodType<readonly string[]>;
}

/** Neural translation, version 3.0: knows neither formality nor context. Requests are short, as the service advises. */
const NEURAL: TranslateProtocol = {
  size: { characters: 10_000, elements: TRANSLATOR_LIMITS.elements },
  // the service answers within 15 s; the rest is for the way
  timeoutMs: 30_000,
  query: ({ from, to }) => new URLSearchParams({ 'api-version': '3.0', from, to, textType: 'html' }),
  body: ({ html }) => JSON.stringify(html.map((text) => ({ Text: text }))),
  answer: z
    .array(z.object({ translations: z.array(z.object({ text: z.string() })).length(1) }))
    .transform((items) => items.map(({ translations: [first] }) => first?.text ?? '')),
};

/**
 * A language model deployed in the resource, version 2026-06-06: takes a tone. A wrong model must not pass for the right
 * one, so falling back is not allowed.
 * https://learn.microsoft.com/azure/ai-services/translator/text-translation/2026-06-06/translate-api
 */
function deployed(deploymentName: string): TranslateProtocol {
  return {
    size: { characters: 5000, elements: 50 },
    timeoutMs: 120_000,
    query: () => new URLSearchParams({ 'api-version': '2026-06-06' }),
    body: ({ html, from, to, formality }) => {
      const targets = [{ language: to, deploymentName, allowFallback: false, ...(formality && { tone: formality }) }];
      return JSON.stringify({ inputs: html.map((text) => ({ text, language: from, textType: 'Html', targets })) });
    },
    answer: z
      .object({ value: z.array(z.object({ translations: z.array(z.object({ text: z.string() })).length(1) })) })
      .transform(({ value }) => value.map(({ translations: [first] }) => first?.text ?? '')),
  };
}

/** The protocol for a resource: its language model's where one is named. */
export function translateProtocol(deployment: string | undefined): TranslateProtocol {
  return deployment === undefined ? NEURAL : deployed(deployment);
}
