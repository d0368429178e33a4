import { netflixProfile } from './netflix-profile.js';
import type { SubtitleProfile } from './subtitle-profile.js';

/** 180 words a minute is three words a second; an English word with its space is taken as six characters. */
const charactersPerWord = 6;

/**
 * The BBC's numbers: 37 columns, two lines, 160–180 words a minute (18 characters a second; 160 for children, 16),
 * at least 0.3 s a word with a floor of 0.9 s, no start or end more than 1.5 s away from the speech, cuts respected.
 * Scripts that need shorter lines keep the line length and speed of their script.
 */
export function bbcProfile(language: string, audience: SubtitleProfile['audience'] = 'adult'): SubtitleProfile {
  const base = netflixProfile(language, audience);
  const speed = ((audience.endsWith('children') ? 160 : 180) / 60) * charactersPerWord;
  const hasOwnMeasure = base.charsPerLine < 37;
  return {
    ...base,
    id: 'bbc',
    charsPerLine: hasOwnMeasure ? base.charsPerLine : 37,
    charsPerSecond: hasOwnMeasure ? base.charsPerSecond : speed,
    minDurationMs: 900,
    minGapFrames: 1,
    closesSmallGaps: true,
    syncEarlyFrames: 6,
    syncLateFrames: 12,
    lingerMs: 1500,
    dialogueStyle: 'both-spaced',
    usesEllipsisCharacter: false,
    mayCondense: true,
  };
}
