import { PipelineError } from '../../errors/pipeline-error.js';
import { bbcProfile } from './bbc-profile.js';
import { netflixProfile } from './netflix-profile.js';
import { SubtitleProfile } from './subtitle-profile.js';

/** The profiles that can be named; `-children` and `-sdh` choose the audience. */
export const profileNames = [
  'netflix',
  'netflix-children',
  'netflix-sdh',
  'netflix-sdh-children',
  'bbc',
  'bbc-children',
  'bbc-sdh',
  'bbc-sdh-children',
  'custom',
] as const;
export type ProfileName = (typeof profileNames)[number];

/** What is asked for: a name, the language, and for `custom` (or to adjust a named one) the values that differ. */
export interface ResolveProfileParams {
  readonly name: ProfileName;
  readonly language: string;
  readonly overrides?: unknown;
}

const baseOf = (name: ProfileName, language: string): SubtitleProfile => {
  const [house, ...rest] = name.split('-');
  const audience = SubtitleProfile.shape.audience.catch('adult').parse(rest.join('-'));
  if (house === 'bbc') return bbcProfile(language, audience);
  const base = netflixProfile(language, audience);
  return name === 'custom' ? { ...base, id: 'custom' } : base;
};

/**
 * The profile for a name and a language. `custom` starts from the Netflix numbers.
 * Fails with `request-invalid` where an override is not a field of the profile or out of its range.
 */
export function resolveProfile({ name, language, overrides }: ResolveProfileParams): SubtitleProfile {
  const base = baseOf(name, language);
  if (overrides === undefined) return base;
  const parsed = SubtitleProfile.partial().safeParse(overrides);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new PipelineError(
      'request-invalid',
      `Subtitle profile: ${issue?.path.join('.') || 'value'}: ${issue?.message ?? 'not valid'}.`,
    );
  }
  return SubtitleProfile.parse({ ...base, ...parsed.data });
}
