/** What one speech sound asks of a mouth, relative to the speaker: none of it depends on the language. */
export interface MouthGoal {
  /** Gap between the lips: 0 closed, 1 as wide as this speaker opens in speech. */
  readonly open: number;
  /** Distance of the corners: −1 rounded, 0 relaxed, 1 spread. */
  readonly width: number;
  /** How firmly the lips (1) or lip and teeth (less) must meet while the sound is made; 0 for sounds that do not close. */
  readonly closure: number;
  /** How strongly the sound insists on its gap against its neighbours; 1 is a vowel. */
  readonly openDominance: number;
  /** How strongly it insists on its corners: rounded sounds pull their neighbours along. */
  readonly widthDominance: number;
}
