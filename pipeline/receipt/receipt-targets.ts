/** What a dub should measure; docs/timing.md and docs of the mix say where the numbers come from. */
export const receiptTargets = {
  overlap: 0.8,
  humanOverlap: 0.7,
  withinNaturalRate: 0.95,
  onsetErrorP95Ms: 150,
  naturalRateMin: 0.85,
  naturalRateMax: 1.2,
  hardRate: 1.45,
  loudnessToleranceLu: 0.5,
  truePeakDbtp: -1,
  /** Confidence from which a segment counts as good, and below which it counts as bad. */
  goodConfidence: 0.8,
  badConfidence: 0.5,
} as const;
