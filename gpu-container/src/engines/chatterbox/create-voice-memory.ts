import { type EncodedVoice, encodeVoice } from './encode-voice.js';
import type { Chatterbox } from './open-chatterbox.js';

/** Voices that were listened to: lines of a speaker come one after the other, and listening takes as long as speaking. */
export interface VoiceMemory {
  of(model: Chatterbox, path: string): Promise<EncodedVoice>;
}

/** A scene has a handful of speakers; a voice takes about a megabyte. */
const MOST_VOICES = 8;

/** Remembers the voices of the latest samples, by path: an artifact's path is its digest. A failure is not remembered. */
export function createVoiceMemory(): VoiceMemory {
  const known = new Map<string, Promise<EncodedVoice>>();
  return {
    of: (model, path) => {
      const voice = known.get(path) ?? encodeVoice(model, path);
      known.delete(path);
      known.set(path, voice);
      voice.catch(() => known.delete(path)); // the caller gets the failure
      const [oldest] = known.keys();
      if (known.size > MOST_VOICES && oldest !== undefined) known.delete(oldest);
      return voice;
    },
  };
}
