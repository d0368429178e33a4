/** What is said between two marks. */
export interface Clause {
  readonly words: readonly ClauseWord[];
  /** The mark it ends with, one of `. ! ? … , ; : —`; empty at the end of a text without one. */
  readonly mark: string;
}

/** A word as people see it, and what of it is spoken. */
export interface ClauseWord {
  /** With its marks: `"Dr.`. */
  readonly text: string;
  /** Without the marks around it: `Dr`. */
  readonly spoken: string;
}

/** Marks that end a clause, the strongest first: of `?!` the question counts. */
const MARKS = ['?', '!', '…', '.', ';', ':', ',', '—'] as const;
/** The same marks in other scripts. */
const FOREIGN: Readonly<Record<string, string>> = {
  ...{ '।': '.', '॥': '.', '۔': '.', '؟': '?', '،': ',', '؛': ';' },
  ...{ '。': '.', '！': '!', '？': '?', '，': ',', '、': ',', '；': ';', '：': ':' },
};
const ENDING = /[.,;:!?…—।॥۔؟،؛。！？，、；：]+(?=["'“”‘’«»()[\]{}]*$)/u;
/** A dash between spaces is a mark of its own; one between letters belongs to the word. */
const DASHES = /^[-–—]+$/u;
const AROUND = /^[^\p{L}\p{N}\p{Sc}%&@#+§°-]+|[^\p{L}\p{M}\p{N}\p{Sc}%&@#+§°]+$/gu;
/** Their dot ends no sentence; what follows them is always said in one breath with them. */
const TITLES = new Set(
  'Mr Mrs Ms Dr Dra Prof St Jr Sr Sra Srta Mme Mlle Mgr Sig Dott Ing Avv Hr Mt Sgt Lt Capt Col Rev vs bzw'.split(' '),
);
const INITIAL = /^\p{Lu}$/u;

/** The clauses of a text in order. Words keep the marks inside them: `3,5`, `U.S.`, `12:30` are one word each. */
export function splitClauses(text: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let words: ClauseWord[] = [];
  const tokens = text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/…/gu, '… ')
    .replace(/(?<=\p{L})—(?=\p{L})/gu, '— ')
    .split(/\s+/u)
    .filter((token) => token !== '');
  const end = (mark: string): void => {
    if (words.length > 0) clauses.push({ words, mark });
    words = [];
  };
  for (const [at, token] of tokens.entries()) {
    const spoken = token.replace(AROUND, '');
    if (/[\p{L}\p{N}]/u.test(spoken)) words.push({ text: token, spoken });
    const mark = DASHES.test(token) ? '—' : markOf(token);
    if (mark !== undefined && !(mark === '.' && isShortened(spoken, tokens[at + 1]))) end(mark);
  }
  end('');
  return clauses;
}

function markOf(token: string): string | undefined {
  const [found = ''] = ENDING.exec(token) ?? [];
  const run = Array.from(found, (mark) => FOREIGN[mark] ?? mark).join('');
  if (/\.{2,}/.test(run) && !/[?!]/.test(run)) return '…';
  return MARKS.find((mark) => run.includes(mark));
}

/** `Dr.` before a name, an initial (`J. Smith`), or letters with dots in a sentence that goes on (`the U.S. army`). */
function isShortened(spoken: string, next: string | undefined): boolean {
  if (next === undefined) return false;
  if (/^\p{L}(\.\p{L})+$/u.test(spoken) && /^\p{Ll}/u.test(next)) return true;
  return TITLES.has(spoken) || (INITIAL.test(spoken) && spoken !== 'I' && /^\p{Lu}\p{L}/u.test(next));
}
