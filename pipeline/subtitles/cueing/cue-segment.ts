import type { Word } from '../../contracts/word.js';

/**
 * One utterance to be shown: the text is what will be read, the words (of the recogniser, or of the dub) say when.
 * Times in ms on the programme timeline. Without words the text is spread over the segment.
 */
export interface CueSegment {
  readonly id?: string;
  readonly speaker?: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly words?: readonly Word[];
  /** A sound to be shown in brackets to the deaf and hard of hearing; left out elsewhere. */
  readonly isSound?: boolean;
  /** Shorter wordings of the same, longest first; used only where the profile may condense. */
  readonly alternatives?: readonly string[];
}
