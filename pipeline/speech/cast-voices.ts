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
  /** A cast to keep: its speakers are given the same voices and pitches where these voices exist. */
  readonly previousCast?: Readonly<Record<string, CastVoice>>;
}

/** Above this median pitch, in Hz, a voice is taken for a woman's where nobody said. */
const GENDER_BOUNDARY_HZ = 165;
/** Costs in octaves of pitch: what being wrong in one respect is worth against being wrong in pitch. */
const COSTS = { gender: 4, taken: 2, region: 1 } as const;
/** Two speakers with one voice are told apart when their pitches differ by this factor: about three semitones. */
const DISTINCT_PITCH = 1.19;
/** No voice is asked to speak lower or higher than this, in Hz. */
const PITCH_RANGE_HZ = { low: 75, high: 320 } as const;

/**
 * Gives every speaker a voice: of the language, of the gender, near in pitch, and another one for each speaker while
 * there are enough; where voices run out, pitch tells speakers apart. Whoever speaks most chooses first. Depends on the
 * profiles of the speakers only, so a speaker keeps the voice in every run.
 */
export function castVoices(params: CastVoicesParams): Readonly<Record<string, CastVoice>> {
  const tags = languageFallbacks(params.language);
  const able = ableVoices(params.voices, tags);
  const cast: Record<string, CastVoice> = {};
  for (const speaker of castingOrder(params)) {
    const kept = params.previousCast?.[speaker.id];
    if (kept !== undefined && able.some((voice) => voice.id === kept.voice)) {
      cast[speaker.id] = kept;
      continue;
    }
    const voice = bestVoice(speaker, able, { cast, tags });
    if (voice !== undefined) cast[speaker.id] = withPitch(speaker, voice, Object.values(cast));
  }
  return cast;
}

/** Voices of the closest tag that has any; voices of other regions of the language only where there are none. */
function ableVoices(voices: readonly Voice[], tags: readonly string[]): readonly Voice[] {
  const closest = tags.find((tag) => voices.some((voice) => voice.language === tag));
  if (closest !== undefined) return voices.filter((voice) => voice.language === closest);
  return voices.filter((voice) => tags.some((tag) => voice.language.startsWith(`${tag}-`)));
}

/** Speakers of the previous cast first, so that nobody takes a voice that is already someone's; then by time spoken. */
function castingOrder({ speakers, previousCast }: CastVoicesParams): Speaker[] {
  const isKept = (speaker: Speaker): number => (previousCast?.[speaker.id] === undefined ? 0 : 1);
  return [...speakers].sort((a, b) => isKept(b) - isKept(a) || (b.speechMs ?? 0) - (a.speechMs ?? 0));
}

interface Circumstances {
  readonly cast: Readonly<Record<string, CastVoice>>;
  readonly tags: readonly string[];
}

function bestVoice(speaker: Speaker, voices: readonly Voice[], { cast, tags }: Circumstances): Voice | undefined {
  const timesTaken = (voice: Voice): number => Object.values(cast).filter((entry) => entry.voice === voice.id).length;
  const cost = (voice: Voice): number =>
    (isOtherGender(voice, speaker) ? COSTS.gender : 0) +
    (tags[0] === voice.language ? 0 : COSTS.region) +
    COSTS.taken * timesTaken(voice) +
    pitchDistance(voice.pitchHz, speaker.pitchHz);
  return [...voices].sort((a, b) => cost(a) - cost(b) || a.id.localeCompare(b.id))[0];
}

/** The speaker's own pitch, moved away from others with the same voice until it is told apart. */
function withPitch(speaker: Speaker, voice: Voice, others: readonly CastVoice[]): CastVoice {
  const sharers = others.filter((other) => other.voice === voice.id);
  const wanted = speaker.pitchHz ?? (sharers.length > 0 ? voice.pitchHz : undefined);
  if (wanted === undefined) return { voice: voice.id };
  const taken = sharers.map((other) => other.pitchHz ?? voice.pitchHz).filter((hz) => hz !== undefined);
  return { voice: voice.id, pitchHz: Math.round(distinctPitch(wanted, taken)) };
}

function distinctPitch(wanted: number, taken: readonly number[]): number {
  for (let step = 0; step < 12; step++) {
    // Down, up, two down, two up…: the nearest free pitch wins.
    const shift = step === 0 ? 0 : Math.ceil(step / 2) * (step % 2 === 1 ? -1 : 1);
    const candidate = wanted * DISTINCT_PITCH ** shift;
    const isInRange = shift === 0 || (candidate >= PITCH_RANGE_HZ.low && candidate <= PITCH_RANGE_HZ.high);
    const isFree = taken.every((hz) => Math.abs(Math.log2(candidate / hz)) >= Math.log2(DISTINCT_PITCH) * 0.99);
    if (isInRange && isFree) return candidate;
  }
  return wanted;
}

/** In octaves; unknown counts as near. */
function pitchDistance(a: number | undefined, b: number | undefined): number {
  return a === undefined || b === undefined ? 0 : Math.abs(Math.log2(a / b));
}

function isOtherGender(voice: Voice, speaker: Speaker): boolean {
  const wanted = genderOf(speaker);
  return wanted !== undefined && genderOf(voice) !== wanted;
}

function genderOf({ gender, pitchHz }: Pick<Voice, 'gender' | 'pitchHz'>): Voice['gender'] {
  if (gender !== undefined || pitchHz === undefined) return gender;
  return pitchHz > GENDER_BOUNDARY_HZ ? 'female' : 'male';
}
