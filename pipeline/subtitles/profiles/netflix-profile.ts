import { scriptOfLanguage } from '../../languages/script-of-language.js';
import type { DialogueStyle, SubtitleProfile } from './subtitle-profile.js';

/** Reading speeds of the Netflix Timed Text Style Guides, characters per second, by language. */
const speeds = {
  adult: { fallback: 17, en: 20, ar: 20, hi: 22, ko: 12, zh: 9, ja: 4 },
  children: { fallback: 13, en: 17, ar: 17, hi: 18, ko: 9, zh: 7, ja: 4 },
  sdh: { fallback: 20, en: 20, ar: 23, hi: 25, ko: 14, zh: 11, ja: 7 },
  'sdh-children': { fallback: 17, en: 17, ar: 20, hi: 20, ko: 11, zh: 9, ja: 7 },
} as const;

type SpeedClass = keyof (typeof speeds)['adult'];

/** Scripts without a guide of their own read as the nearest language that has one. */
const speedClassByScript: Readonly<Record<string, SpeedClass>> = {
  Hans: 'zh',
  Hant: 'zh',
  Hani: 'zh',
  Jpan: 'ja',
  Kore: 'ko',
  Hang: 'ko',
  Deva: 'hi',
};

const lineLimits: Readonly<Record<string, number>> = {
  Hans: 16,
  Hant: 16,
  Hani: 16,
  Kore: 16,
  Hang: 16,
  Jpan: 13,
  Thai: 35,
  Laoo: 35,
  Khmr: 35,
  Mymr: 35,
};

const spacedBoth = ['ar', 'pt', 'cs', 'fr', 'hu', 'id', 'it', 'ko', 'ms', 'pl', 'ro', 'ru', 'sk', 'es', 'th', 'vi'];
const tightSecond = ['nl', 'fi', 'he', 'sr'];
const withoutItalics = ['ar', 'ko', 'zh'];

const dialogueStyleOf = (primary: string): DialogueStyle => {
  if (spacedBoth.includes(primary)) return 'both-spaced';
  if (tightSecond.includes(primary)) return 'second-tight';
  return primary === 'bg' ? 'second-spaced' : 'both-tight';
};

const speedClassOf = (primary: string, script: string): SpeedClass => {
  if (primary === 'yue' || primary === 'zh') return 'zh';
  if (primary === 'en' || primary === 'ar') return primary;
  return speedClassByScript[script] ?? 'fallback';
};

/**
 * The Netflix numbers for a language and an audience. Languages without a guide of their own get the default speed of
 * 17 (13 for children, 20 for SDH) and the line length of their script: 42, or 35 for South-East Asian scripts,
 * 16 for Chinese and Korean, 13 for Japanese (full width).
 */
export function netflixProfile(language: string, audience: SubtitleProfile['audience'] = 'adult'): SubtitleProfile {
  const primary = language.split('-')[0] ?? language;
  const script = scriptOfLanguage(language);
  const isJapanese = script === 'Jpan';
  return {
    id: 'netflix',
    audience,
    charsPerLine: lineLimits[script] ?? 42,
    isFullWidth: ['Hans', 'Hant', 'Hani', 'Jpan', 'Kore', 'Hang'].includes(script),
    maxLines: 2,
    charsPerSecond: speeds[audience][speedClassOf(primary, script)],
    minDurationMs: isJapanese ? 500 : 833,
    maxDurationMs: 7000,
    minGapFrames: 2,
    closesSmallGaps: !isJapanese,
    snapsToShots: true,
    syncEarlyFrames: 3,
    syncLateFrames: 3,
    lingerMs: 1000,
    dialogueStyle: dialogueStyleOf(primary),
    usesEllipsisCharacter: true,
    allowsItalics: !withoutItalics.includes(primary),
    mayCondense: false,
    hasSpeakerLabels: audience.startsWith('sdh'),
  };
}
