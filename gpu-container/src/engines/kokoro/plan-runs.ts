import type { Script, Sign } from './read-script.js';
import type { Symbols } from './read-symbols.js';

/** A sign the model knows. */
export interface Token extends Sign {
  readonly id: number;
}

/** What the model says at once. */
export interface SpeechRun {
  readonly tokens: readonly Token[];
  /** Whether a sentence ends here: the pause to the next run is longer then. */
  readonly isSentenceEnd: boolean;
}

export interface PlanRunsParams {
  readonly script: Script;
  readonly symbols: Symbols;
  /** Tokens of a run, without the two around it; replaced in tests. */
  readonly limit?: number;
  /** Tokens past which sentences are told apart; replaced in tests. */
  readonly preferred?: number;
}

/** The model’s context is 512, of which the first and the last are silence (hexgrad/kokoro, `pipeline.py`). */
const LIMIT = 510;
/** Longer runs are spoken in a hurry (VOICES.md of hexgrad/Kokoro-82M: over 400). */
const PREFERRED = 400;
/** Shorter ones lack melody (the same page: under 10 to 20). */
const SHORT = 20;
const SPACE = ' ';

/**
 * Cuts a script into runs, as even as its sentences allow. A sentence that does not fit is cut between its clauses, a
 * clause between its words, a word anywhere. Signs the model does not know are left out.
 */
export function planRuns({
  script,
  symbols,
  limit = LIMIT,
  preferred = PREFERRED,
}: PlanRunsParams): readonly SpeechRun[] {
  const sentences: SpeechRun[] = [];
  let open: SpeechRun[] = [];
  for (const { signs, isSentenceEnd } of script.clauses) {
    const tokens = signs.flatMap((sign) => toToken(sign, symbols));
    if (tokens.some(({ word }) => word !== undefined)) open.push({ tokens, isSentenceEnd });
    if (!isSentenceEnd) continue;
    sentences.push(...joinClauses(open, limit, symbols));
    open = [];
  }
  sentences.push(...joinClauses(open, limit, symbols));
  const total = sentences.reduce((sum, { tokens }) => sum + tokens.length + 1, 0);
  const even = total / Math.ceil(total / preferred);
  return pack(sentences, { most: Math.min(preferred, limit), even, limit }, symbols);
}

/** A sentence: one part where it fits. */
function joinClauses(clauses: readonly SpeechRun[], limit: number, symbols: Symbols): readonly SpeechRun[] {
  const fitting = clauses.flatMap((clause) => fit(clause, limit));
  return pack(fitting, { most: limit, even: limit, limit }, symbols);
}

function toToken(sign: Sign, symbols: Symbols): readonly Token[] {
  const id = symbols.get(sign.sign);
  return id === undefined ? [] : [{ ...sign, id }];
}

interface PackBounds {
  readonly most: number;
  /** A run that has come to this length is not added to. */
  readonly even: number;
  /** What a run may come to when something short would else be said alone. */
  readonly limit: number;
}

/** Puts parts together, a space between them, as long as they stay within the bounds. */
function pack(parts: readonly SpeechRun[], { most, even, limit }: PackBounds, symbols: Symbols): readonly SpeechRun[] {
  const space = toToken({ sign: SPACE }, symbols);
  const runs: SpeechRun[] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    const held = last?.tokens.length ?? 0;
    const length = held + space.length + part.tokens.length;
    const fits = held < even && length <= most;
    const isShort = Math.min(held, part.tokens.length) < SHORT;
    if (last === undefined || (!fits && !(isShort && length <= limit))) runs.push(part);
    else runs[runs.length - 1] = { ...part, tokens: [...last.tokens, ...space, ...part.tokens] };
  }
  return runs;
}

/** A clause in parts of at most `limit` tokens, cut at its spaces where it has any. */
function fit(clause: SpeechRun, limit: number): readonly SpeechRun[] {
  const { tokens, isSentenceEnd } = clause;
  if (tokens.length <= limit) return [clause];
  const space = tokens.findLastIndex(({ sign }, at) => sign === SPACE && at > 0 && at <= limit);
  const cut = space > 0 ? space : limit;
  const rest = tokens.slice(space > 0 ? cut + 1 : cut);
  return [{ tokens: tokens.slice(0, cut), isSentenceEnd: false }, ...fit({ tokens: rest, isSentenceEnd }, limit)];
}
