import type { Translation } from '../contracts/translation.js';

/** One thing a voice has to say for a segment: its text, or one of its alternatives by place. */
export interface SpokenWording {
  readonly segmentId: string;
  readonly text: string;
  readonly alternative?: number;
}

/** Everything a translation asks to be spoken, in order: of every segment with words its text, then its alternatives. */
export function spokenWordings({ segments }: Translation): readonly SpokenWording[] {
  return segments
    .filter(({ text }) => text.trim() !== '')
    .flatMap(({ id, text, alternatives = [] }) => [
      { segmentId: id, text },
      ...alternatives.map((other, alternative) => ({ segmentId: id, text: other, alternative })),
    ]);
}
