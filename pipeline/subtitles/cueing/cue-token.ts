import { scriptOfLanguage } from '../../languages/script-of-language.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import { alignWords } from '../words/align-words.js';
import { breakCostBetween, breakCosts } from '../words/break-cost.js';
import { functionWordsOf } from '../words/function-words.js';
import { columnsOf, splitGraphemes } from '../words/visible-length.js';
import { isUnspaced } from '../words/word-breaks.js';
import type { CueSegment } from './cue-segment.js';

/** One word on its way into a cue. */
export interface CueToken {
  readonly text: string;
  readonly spaceBefore: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly columns: number;
  /** Index of its segment in the order of the input. */
  readonly segment: number;
  readonly speaker: string | undefined;
  /** What it costs to end a line or a cue after this word. */
  readonly breakCost: number;
  /** A cue must end here: a sound stands alone. */
  readonly endsCue: boolean;
}

/** Everything {@link tokensOfSegments} needs. */
export interface TokensOfSegmentsParams {
  readonly segments: readonly CueSegment[];
  readonly language: string;
  readonly profile: SubtitleProfile;
}

type Draft = Omit<CueToken, 'breakCost' | 'columns'>;

const pieceWidth = 12;

/** Cuts a run that no line could hold, in scripts without spaces only: elsewhere a cut word would read as two. */
const splitOverlong = (draft: Draft, { language, profile }: TokensOfSegmentsParams): Draft[] => {
  if (!isUnspaced(language) || columnsOf(draft.text, profile.isFullWidth) <= profile.charsPerLine) return [draft];
  const graphemes = splitGraphemes(draft.text);
  const count = Math.ceil(graphemes.length / pieceWidth);
  const step = (draft.endMs - draft.startMs) / count;
  return Array.from({ length: count }, (_, index) => ({
    ...draft,
    text: graphemes.slice(index * pieceWidth, (index + 1) * pieceWidth).join(''),
    spaceBefore: index === 0 && draft.spaceBefore,
    startMs: draft.startMs + step * index,
    endMs: draft.startMs + step * (index + 1),
    endsCue: draft.endsCue && index === count - 1,
  }));
};

/** Chinese and Japanese put nothing between sentences; Thai and its neighbours put a space. */
const joinsWithSpace = (language: string): boolean => !['Hans', 'Hant', 'Jpan'].includes(scriptOfLanguage(language));

const draftsOf = (segment: CueSegment, index: number, params: TokensOfSegmentsParams): Draft[] => {
  const { language, profile } = params;
  if (segment.isSound === true && !profile.hasSpeakerLabels) return [];
  const text = profile.usesEllipsisCharacter
    ? segment.text.replace(/\.{3,}/g, '…').replace(/。{3,}/g, '……')
    : segment.text;
  const words = alignWords({ ...segment, text, words: segment.words ?? [], language });
  return words.flatMap((word, position) =>
    splitOverlong(
      {
        text: word.text,
        spaceBefore:
          position === 0 ? joinsWithSpace(language) || /^\p{Script=Latin}/u.test(word.text) : word.spaceBefore,
        startMs: word.startMs,
        endMs: word.endMs,
        segment: index,
        speaker: segment.speaker,
        endsCue: segment.isSound === true && position === words.length - 1,
      },
      params,
    ),
  );
};

const labelled = (drafts: readonly Draft[], segments: readonly CueSegment[]): Draft[] => {
  let speaking: string | undefined;
  let current = -1;
  return drafts.map((draft) => {
    if (draft.segment === current || segments[draft.segment]?.isSound === true) return draft;
    current = draft.segment;
    const isNew = draft.speaker !== undefined && draft.speaker !== speaking;
    speaking = draft.speaker ?? speaking;
    return isNew ? { ...draft, text: `[${draft.speaker}] ${draft.text}` } : draft;
  });
};

/**
 * The words of all segments in order of time, ready to be placed: measured, timed, with the cost of breaking after
 * each. With speaker labels in the profile a change of speaker is written before the first word.
 */
export function tokensOfSegments(params: TokensOfSegmentsParams): CueToken[] {
  const { segments, language, profile } = params;
  const order = segments.map((_, index) => index);
  order.sort((a, b) => (segments[a]?.startMs ?? 0) - (segments[b]?.startMs ?? 0) || a - b);
  const ordered = order.map((index) => segments[index]).filter((segment) => segment !== undefined);
  const plain = ordered.flatMap((segment, index) => draftsOf(segment, order[index] ?? index, params));
  const drafts = profile.hasSpeakerLabels ? labelled(plain, segments) : plain;
  const words = functionWordsOf(language);
  const capitalsAreNames = !/^(de|lb|nds|bar|gsw)\b/.test(language);
  return drafts.map((draft, index) => {
    const next = drafts[index + 1];
    const isSegmentEnd = next === undefined || next.segment !== draft.segment;
    const cost = isSegmentEnd
      ? breakCosts.sentence
      : breakCostBetween({ before: draft.text, after: next.text, isSpaced: next.spaceBefore, capitalsAreNames, words });
    const endsCue = draft.endsCue || (next !== undefined && segments[next.segment]?.isSound === true && isSegmentEnd);
    return { ...draft, columns: columnsOf(draft.text, profile.isFullWidth), breakCost: cost, endsCue };
  });
}
