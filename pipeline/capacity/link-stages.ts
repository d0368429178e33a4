import type { StageName } from '../contracts/stage-name.js';
import type { ExpectedStage } from '../cost/expect-stages.js';

const watching: readonly StageName[] = ['detect-shots', 'index-frames', 'track-faces'];

/** For every stage of a job, by place, the places of those it waits for: the order the orchestrators keep. */
export function linkStages(stages: readonly ExpectedStage[]): readonly (readonly number[])[] {
  const find = (stage: StageName, language?: string) =>
    stages.findIndex((each) => each.stage === stage && each.language === language);
  const there = (places: readonly number[]) => places.filter((place) => place >= 0);
  const isShared = ({ language }: ExpectedStage) => language === undefined;
  const lastShared = stages.findLastIndex(isShared);
  return stages.map(({ stage, language }, index) => {
    if (language === undefined) {
      if (stage === 'detect-shots' || stage === 'transcribe') return there([find('separate')]);
      if (stage === 'diarize') {
        const watched = watching.findLast((name) => find(name) >= 0);
        return there([find('transcribe'), watched === undefined ? -1 : find(watched)]);
      }
      return index === 0 ? [] : [index - 1];
    }
    const before = stages[index - 1];
    if (before?.language !== language) return there([lastShared]);
    if (stage === 'lip-sync') return there([find('fit', language)]);
    if (stage === 'subtitle') return there([find('mix', language), find('lip-sync', language)]);
    return [index - 1];
  });
}
