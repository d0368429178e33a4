import { describe, expect, it } from 'vitest';
import { chooseProfileName } from '../../../pipeline/stages/choose-profile-name.js';
import { profileNames } from '../../../pipeline/subtitles/profiles/resolve-profile.js';

describe('the profile of a job', () => {
  it.each(profileNames)('is the one named where nothing else is said: %s', (profile) => {
    expect(chooseProfileName({ profile })).toBe(profile);
  });

  it.each([
    ['netflix', 'children', 'netflix-children'],
    ['netflix-sdh', 'adult', 'netflix'],
    ['bbc-children', 'sdh', 'bbc-sdh'],
    ['bbc', 'sdh-children', 'bbc-sdh-children'],
    ['custom', 'adult', 'custom'],
    ['custom', 'children', 'netflix-children'],
  ] as const)('%s for %s is %s', (profile, audience, expected) => {
    expect(chooseProfileName({ profile, audience })).toBe(expected);
  });

  it.each([
    ['netflix', 'netflix-sdh'],
    ['bbc-children', 'bbc-sdh-children'],
    ['netflix-sdh-children', 'netflix-sdh-children'],
    ['custom', 'netflix-sdh'],
  ] as const)('has a set for the deaf and hard of hearing of the same age: %s, %s', (profile, expected) => {
    expect(chooseProfileName({ profile, isSdh: true })).toBe(expected);
  });

  it('takes the age for that set from the audience where one is named', () => {
    expect(chooseProfileName({ profile: 'bbc', audience: 'children', isSdh: true })).toBe('bbc-sdh-children');
  });
});
