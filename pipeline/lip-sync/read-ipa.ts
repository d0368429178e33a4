import { ipaGoals } from './ipa-goals.js';
import type { MouthGoal } from './mouth-goal.js';

/** One letter's share of a phoneme: its goal and how much of the time is its own. */
export interface SoundPart {
  readonly goal: MouthGoal;
  /** Share 0…1 of the phoneme's time; the parts of a phoneme add up to 1. */
  readonly share: number;
}

/** Marks that lend a letter rounding: labialized, more rounded. */
const ROUNDING_MARKS = /ʷ|ᶣ|\u0339|\u032B/u;
/** Long letters take more of a phoneme that holds several. */
const LENGTH_MARKS = /[ː:ˑ]/u;
/** Everything that says something else about the letter before it: tone, stress, breath, tongue, voice. */
const OTHER_MARKS = /[\p{M}ˈˌʰʱʲˠˤⁿˡᵊᵝ˞.\-'’‿|]/u;
/** An affricate's first letter is a moment only: the lips already have the shape of the second. */
const TIE = /[\u0361\u035C]/u;
const TIED_SHARE = 0.35;
const LONG_SHARE = 1.6;
/** How far a rounding mark draws in the corners of a sound that does not round by itself. */
const MARKED_WIDTH = -0.7;
/** Second elements of falling diphthongs are touched, not held. */
const OFF_GLIDE_SHARE = 0.8;

/** A sound nobody can see: what an unknown sign is taken for, so that a gap in a table never stops a mouth. */
const UNKNOWN: MouthGoal = { open: 0.3, width: 0, closure: 0, openDominance: 0.3, widthDominance: 0.3 };
/** Signs that are letters, for sounds; digits, tones and punctuation are not, and nobody sees a glottal stop. */
const SOUND = /[\p{Ll}\p{Lu}\p{Lo}]/u;
const UNSEEN = 'ʔ';

interface Draft {
  goal: MouthGoal;
  weight: number;
}

/**
 * The mouth goals of one phoneme as written in IPA, in order: diphthongs and affricates have several, signs for
 * silence, tone or stress alone have none.
 */
export function readIpa(ipa: string): readonly SoundPart[] {
  const drafts: Draft[] = [];
  for (const sign of composed(ipa)) {
    const last = drafts.at(-1);
    if (ROUNDING_MARKS.test(sign) && last !== undefined) last.goal = rounded(last.goal);
    else if (TIE.test(sign) && last !== undefined) last.weight = TIED_SHARE;
    else if (LENGTH_MARKS.test(sign) && last !== undefined) last.weight *= LONG_SHARE;
    else if (!OTHER_MARKS.test(sign) && !LENGTH_MARKS.test(sign)) {
      const goal = goalOf(sign);
      if (goal !== undefined) drafts.push({ goal, weight: 1 });
    }
  }
  const last = drafts.at(-1);
  if (drafts.length > 1 && last !== undefined && last.goal.openDominance === 1) last.weight *= OFF_GLIDE_SHARE;
  const total = drafts.reduce((sum, { weight }) => sum + weight, 0);
  return drafts.map(({ goal, weight }) => ({ goal, share: weight / total }));
}

/** Letters by themselves and marks by themselves, but ç as the letter it is. */
function composed(ipa: string): readonly string[] {
  return [...ipa.normalize('NFD').replaceAll('c\u0327', 'ç')];
}

function goalOf(sign: string): MouthGoal | undefined {
  const known = ipaGoals.get(sign) ?? ipaGoals.get(sign.toLowerCase());
  if (known !== undefined) return known;
  return SOUND.test(sign) && sign !== UNSEEN ? UNKNOWN : undefined;
}

function rounded(goal: MouthGoal): MouthGoal {
  if (goal.width <= MARKED_WIDTH) return goal;
  return { ...goal, width: MARKED_WIDTH, widthDominance: Math.max(goal.widthDominance, 1) };
}
