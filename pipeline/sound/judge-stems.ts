/** How speech-like both stems are at one place of the programme, 0…1 each. */
export interface StemScores {
  readonly dialogue: number;
  readonly background: number;
}

/** What is the matter with stems, or that nothing is. */
export type StemFinding = 'trusted' | 'no-speech' | 'swapped' | 'voice-in-both';

/** Whether the stems are what their names say. */
export interface StemJudgement {
  readonly isTrusted: boolean;
  readonly finding: StemFinding;
  readonly dialogueScore: number;
  readonly backgroundScore: number;
  /** In words, of stems that were parted by the stereo image. */
  readonly reason: string;
}

/** From here on a place holds speech. */
const SPEECH_SCORE = 0.3;
/** The dialogue must be this much more speech-like than the background. */
const LEAST_LEAD = 0.2;
/** A background this speech-like still has the voice in it, however clear the dialogue is. */
const MOST_BACKGROUND_SCORE = 0.5;

/**
 * Checks that the dialogue stem holds the speech and the background does not. Judged only where someone speaks in
 * either stem, because music without speech says nothing about who has the voice.
 */
export function judgeStems(places: readonly StemScores[]): StemJudgement {
  const spoken = places.filter(({ dialogue, background }) => Math.max(dialogue, background) >= SPEECH_SCORE);
  const dialogueScore = mean(spoken.map(({ dialogue }) => dialogue));
  const backgroundScore = mean(spoken.map(({ background }) => background));
  const lead = dialogueScore - backgroundScore;
  const verdict = (finding: StemFinding, reason: string): StemJudgement => ({
    isTrusted: finding === 'trusted',
    finding,
    dialogueScore: Math.round(dialogueScore * 100) / 100,
    backgroundScore: Math.round(backgroundScore * 100) / 100,
    reason,
  });
  if (spoken.length === 0) return verdict('no-speech', 'The middle of the stereo image holds no speech.');
  if (lead <= -LEAST_LEAD) return verdict('swapped', 'The voice sits outside the middle: the stems came out swapped.');
  if (lead < LEAST_LEAD || backgroundScore > MOST_BACKGROUND_SCORE) {
    return verdict('voice-in-both', 'The voice is spread over the stereo image and stays in both stems.');
  }
  return verdict('trusted', 'The dialogue sits in the middle of a wide stereo image.');
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
