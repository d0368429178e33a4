import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';

/** The pieces of text a model says, by token. */
export interface Vocabulary {
  /** SentencePiece's pieces: `▁` stands for the space before a word. */
  readonly pieces: readonly string[];
  /** The token that says nothing. */
  readonly blank: number;
}

const BLANK = '<blk>';

/** Reads a `vocab.txt` of an exported NeMo model: a piece and its token a line. Fails with `engine-failed`. */
export function readVocabulary(text: string): Vocabulary {
  const pieces: string[] = [];
  for (const line of text.split('\n')) {
    const [, piece, token] = /^(\S+) (\d+)\r?$/.exec(line) ?? [];
    if (piece !== undefined) pieces[Number(token)] = piece;
  }
  const blank = pieces.indexOf(BLANK);
  // the tokens that carry a duration behind them are found by the place of blank: it must be the last
  if (blank > 0 && blank === pieces.length - 1) return { pieces, blank };
  throw new PipelineError('engine-failed', `The vocabulary does not end with ${BLANK}.`);
}
