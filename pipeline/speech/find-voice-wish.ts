import type { Speaker } from '../contracts/transcript.js';
import { everySpeaker } from '../contracts/voice-wishes.js';

/** What is wanted of a speaker: said of their id, of the name they have in a brought transcript, or of everybody. */
export function findVoiceWish<Wish>(
  wishes: Readonly<Record<string, Wish>>,
  { id, label }: Pick<Speaker, 'id' | 'label'>,
): Wish | undefined {
  for (const key of [id, label, everySpeaker]) {
    if (key !== undefined && Object.hasOwn(wishes, key)) return wishes[key];
  }
  return undefined;
}
