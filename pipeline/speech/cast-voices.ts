import type { Speaker } from '../contracts/transcript.js';
import { languageFallbacks } from '../engines/language-fallbacks.js';
import type { Voice } from '../ports/speech-synthesizer.js';

/** The voice a speaker is given, and the median pitch it should be brought to, in Hz. */
export interface CastVoice {
  readonly voice: string;
  readonly pitchHz?: number;
}

export interface CastVoicesParams {
  readonly speakers: readonly Speaker[];
  readonly voices: readonly Voice[];
  readonly language: string;
  /** A cast to keep: its speakers are given the same voices where these exist. */
  readonly previousCast?: Readonly<Record<string, CastVoice>>;
}

/** Above this median pitch, in Hz, a voice is taken for a woman's where nobody said. */
const genderBoundaryHz = 165;
const genderMismatchPenalty = 4;
const takenPenalty = 2;
const regionMismatchPenalty = 1;

/**
 * Gives every speaker a voice: of the language, of the gender, near in pitch, and another one for each speaker while
 * there are enough. Depends on the profile of the speakers only, so a speaker keeps the voice in every run.
 */
export function castVoices(params: CastVoicesParams): Readonly<Record<string, CastVoice>> {
  const tags = languageFallbacks(params.language);
  const able = params.voices.filter((voice) =>
    tags.some((tag) => voice.language === tag || voice.language.startsWith(`${tag}-`)),
  );
  const taken = new Map<string, number>();
  const cast: Record<string, CastVoice> = {};
  for (const speaker of params.speakers) {
    const kept = params.previousCast?.[speaker.id];
    const best = able.find((voice) => voice.id === kept?.voice) ?? bestVoice(speaker, able, { taken, tags });
    if (best === undefined) continue;
    taken.set(best.id, (taken.get(best.id) ?? 0) + 1);
    cast[speaker.id] = {
      voice: best.id,
      ...(speaker.pitchHz === undefined ? {} : { pitchHz: Math.round(speaker.pitchHz) }),
    };
  }
  return cast;
}

interface Circumstances {
  readonly taken: ReadonlyMap<string, number>;
  readonly tags: readonly string[];
}

function bestVoice(speaker: Speaker, voices: readonly Voice[], { taken, tags }: Circumstances): Voice | undefined {
  const cost = (voice: Voice) =>
    (genderOf(voice) === genderOf(speaker) || genderOf(speaker) === undefined ? 0 : genderMismatchPenalty) +
    (tags[0] === voice.language ? 0 : regionMismatchPenalty) +
    takenPenalty * (taken.get(voice.id) ?? 0) +
    pitchDistance(voice.pitchHz, speaker.pitchHz);
  return [...voices].sort((a, b) => cost(a) - cost(b) || a.id.localeCompare(b.id))[0];
}

/** In octaves; unknown counts as near. */
function pitchDistance(a: number | undefined, b: number | undefined): number {
  return a === undefined || b === undefined ? 0 : Math.abs(Math.log2(a / b));
}

function genderOf({ gender, pitchHz }: Pick<Speaker, 'gender' | 'pitchHz'>): Speaker['gender'] {
  if (gender !== undefined || pitchHz === undefined) return gender;
  return pitchHz > genderBoundaryHz ? 'female' : 'male';
}
