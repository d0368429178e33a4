import { type ProfileName, profileNames } from '../subtitles/profiles/resolve-profile.js';
import type { SubtitleProfile } from '../subtitles/profiles/subtitle-profile.js';

/** A profile's name and who is to read; without an audience the one that the name holds. */
export interface ChooseProfileNameParams {
  readonly profile: ProfileName;
  readonly audience?: SubtitleProfile['audience'];
  /** Asks for the profile's variant for the deaf and hard of hearing, for the same age. */
  readonly isSdh?: boolean;
}

/** The profile of the same house for an audience. `custom` has Netflix's numbers, so its other audiences are Netflix's. */
export function chooseProfileName({ profile, audience, isSdh = false }: ChooseProfileNameParams): ProfileName {
  const isForChildren = (audience ?? profile).endsWith('children');
  const wanted = isSdh ? (isForChildren ? 'sdh-children' : 'sdh') : audience;
  if (wanted === undefined) return profile;
  const [house] = profile.split('-');
  if (wanted === 'adult') return profileNames.find((name) => name === house) ?? profile;
  return profileNames.find((name) => name === `${house === 'bbc' ? 'bbc' : 'netflix'}-${wanted}`) ?? profile;
}
