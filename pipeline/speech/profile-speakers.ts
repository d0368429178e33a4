import type { Segment, Speaker } from '../contracts/transcript.js';

export interface ProfileSpeakersParams {
  readonly segments: readonly Segment[];
  /** Pitches in Hz heard in every segment, by segment id; unvoiced moments left out. */
  readonly pitches: ReadonlyMap<string, readonly number[]>;
  /** What is known of speakers already, such as labels. */
  readonly known?: readonly Speaker[] | undefined;
}

/** Median pitch of nearly all men is below, of nearly all women above this band, in Hz; inside it nobody can tell. */
const GENDER_BAND_HZ = { male: 155, female: 170 } as const;
/** Fewer voiced moments than this do not make a median (at 20 ms each: a fifth of a second). */
const LEAST_VOICED = 10;

/** Describes every speaker in order of first appearance: median pitch, perceived gender, time spoken. */
export function profileSpeakers({ segments, pitches, known = [] }: ProfileSpeakersParams): Speaker[] {
  const ids = [...new Set(segments.flatMap(({ speaker }) => (speaker === undefined ? [] : [speaker])))];
  return ids.map((id) => {
    const own = segments.filter((segment) => segment.speaker === id);
    const heard = own.flatMap((segment) => [...(pitches.get(segment.id) ?? [])]).sort((a, b) => a - b);
    const pitchHz = heard.length < LEAST_VOICED ? undefined : heard[Math.floor(heard.length / 2)];
    const gender = pitchHz === undefined ? undefined : genderOf(pitchHz);
    const speechMs = Math.round(own.reduce((sum, segment) => sum + segment.endMs - segment.startMs, 0));
    return {
      ...known.find((speaker) => speaker.id === id),
      id,
      ...(pitchHz === undefined ? {} : { pitchHz: Math.round(pitchHz) }),
      ...(gender === undefined ? {} : { gender }),
      speechMs,
    };
  });
}

function genderOf(pitchHz: number): 'female' | 'male' | undefined {
  if (pitchHz < GENDER_BAND_HZ.male) return 'male';
  return pitchHz > GENDER_BAND_HZ.female ? 'female' : undefined;
}
