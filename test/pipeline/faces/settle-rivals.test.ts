import { describe, expect, it } from 'vitest';
import type { SpeakerChoice } from '../../../pipeline/faces/choose-speakers.js';
import { settleRivals } from '../../../pipeline/faces/settle-rivals.js';

const segment = (id: string, speaker = 'spk_1') => ({ id, speaker, startMs: 0, endMs: 2000, text: 'words', words: [] });
const unsure = (...rivals: string[]): SpeakerChoice => ({ kind: 'nobody', reason: 'unsure-who-speaks', rivals });
const score = (person: string, value: number, seconds = 2) => ({ person, score: value, seconds });

describe('rivals for a segment', () => {
  it('are settled for the one who looks as if speaking, with the sureness of the score', () => {
    const [choice] = settleRivals({
      segments: [segment('s1')],
      choices: [unsure('anna', 'ben')],
      scores: new Map([['s1', [score('anna', -0.4), score('ben', 1.5)]]]),
    });

    expect(choice).toEqual({ kind: 'person', person: 'ben', confidence: 0.818 });
  });

  it('stay unsettled where nobody looks so, where both do, and where nobody was looked at', () => {
    const segments = [segment('s1', 'a'), segment('s2', 'b'), segment('s3', 'c')];
    const choices = segments.map(() => unsure('anna', 'ben'));
    const scores = new Map([
      ['s1', [score('anna', 0.4), score('ben', -2)]],
      ['s2', [score('anna', 1.2), score('ben', 1.5)]],
    ]);

    expect(settleRivals({ segments, choices, scores })).toEqual(choices);
  });

  it('are weighed by all that the voice says, not by one segment alone', () => {
    const segments = [segment('s1', 'a'), segment('s2', 'a'), segment('s3', 'b')];
    const scores = new Map([
      ['s1', [score('anna', 3, 9), score('ben', -1, 9)]],
      ['s2', [score('anna', 0.5, 1), score('ben', 0.9, 1)]],
      ['s3', [score('anna', 0.5, 1), score('ben', 0.9, 1)]],
    ]);

    const settled = settleRivals({ segments, choices: segments.map(() => unsure('anna', 'ben')), scores });

    expect(settled.map((choice) => (choice.kind === 'person' ? choice.person : choice.reason))).toEqual([
      'anna',
      'anna',
      'unsure-who-speaks',
    ]);
  });

  it('leave every other choice as it was', () => {
    const choices: SpeakerChoice[] = [
      { kind: 'person', person: 'anna', confidence: 0.7 },
      { kind: 'nobody', reason: 'off-screen-voice' },
    ];
    const scores = new Map(['s1', 's2'].map((id) => [id, [score('ben', 4)]]));

    expect(settleRivals({ segments: [segment('s1'), segment('s2')], choices, scores })).toEqual(choices);
  });
});
