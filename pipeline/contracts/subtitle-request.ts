import { z } from 'zod';
import { profileNames } from '../subtitles/profiles/resolve-profile.js';
import { SubtitleProfile } from '../subtitles/profiles/subtitle-profile.js';

/**
 * What subtitles a job makes of each target language.
 * @example { "profile": "bbc", "formats": ["srt", "vtt"], "sdh": true }
 */
export const SubtitleRequest = z.strictObject({
  /** Rules the subtitles keep; a name may hold its audience. */
  profile: z.enum(profileNames).default('netflix'),
  /** Who reads them, instead of the audience the profile's name holds. Absent, not defaulted: running jobs replay. */
  audience: SubtitleProfile.shape.audience.exactOptional(),
  formats: z.array(z.enum(['srt', 'vtt', 'ass', 'ttml', 'json', 'csv', 'txt'])).min(1),
  /** A second set for the deaf and hard of hearing, with speakers named. Absent, not defaulted, as above. */
  sdh: z.boolean().exactOptional(),
  /** Paint the subtitles into the picture; this re-encodes the video. */
  burnIn: z.boolean().default(false),
  /** Carry source and target text together in each cue. */
  bilingual: z.boolean().default(false),
});
export type SubtitleRequest = z.infer<typeof SubtitleRequest>;
