import type { FitPlan } from '../contracts/fit-plan.js';
import type { Translation } from '../contracts/translation.js';

/** The translation as it is said: the wordings the fit chose, without those that are not heard. */
export function playedTranslation(translation: Translation, fit: Pick<FitPlan, 'segments'>): Translation {
  const chosen = new Map(fit.segments.map(({ id, alternative }) => [id, alternative]));
  return {
    ...translation,
    segments: translation.segments.map((segment) => {
      const at = chosen.get(segment.id);
      const text = at === undefined ? undefined : segment.alternatives?.[at];
      return text === undefined ? segment : { ...segment, text };
    }),
  };
}
