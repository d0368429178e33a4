import type { Speaker } from '../contracts/transcript.js';
import { everySpeaker } from '../contracts/voice-wishes.js';

/** How speakers are numbered. */
const NUMBERED = /^spk_\d+$/;

/**
 * What is wanted of a speaker: said of their id, of the name they have in a brought transcript, or of everybody. A name
 * that reads like a number of ours is not looked up: it would pass one person's consent on to another.
 */
export function findVoiceWish<Wish>(
  wishes: Readonly<Record<string, Wish>>,
  { id, label }: Pick<Speaker, 'id' | 'label'>,
): Wish | undefined {
  for (const key of [id, NUMBERED.test(label ?? '') ? undefined : label, everySpeaker]) {
    if (key !== undefined && Object.hasOwn(wishes, key)) return wishes[key];
  }
  return undefined;
}
