/** What a fit may and may not do. Times in ms, rates as factors (1.10 = ten percent faster). */
export interface FitLimits {
  /** Slowest and fastest rate that listeners take for natural speech. The lower bound is never broken. */
  readonly naturalRateMin: number;
  readonly naturalRateMax: number;
  /** A faster line is still placed, but reported as an exception. */
  readonly hardRate: number;
  /** A silence this long ends a scene. */
  readonly sceneSilenceMs: number;
  /** A silence this long ends a scene when a shot change falls into it. */
  readonly shotSilenceMs: number;
  /** How far a dub may start before the original. */
  readonly leadMs: number;
  /** How far it may start earlier than that when the end of the video leaves no other room. */
  readonly lastLeadMs: number;
  /** How far a dub may start after the original. */
  readonly lagMs: number;
  /** Breath kept between two dubbed lines where the original has one at least as long. */
  readonly gapMs: number;
  /** Words closer than this are one stretch of speech. */
  readonly bridgeMs: number;
  /** A silence inside a line that is worth a pause inside its dub. */
  readonly pauseMs: number;
}

/** The limits of every job that states no others; docs/timing.md says where the numbers come from. */
export const defaultFitLimits: FitLimits = {
  naturalRateMin: 0.85,
  naturalRateMax: 1.2,
  hardRate: 1.45,
  sceneSilenceMs: 1500,
  shotSilenceMs: 400,
  leadMs: 400,
  lastLeadMs: 1500,
  lagMs: 2500,
  gapMs: 80,
  bridgeMs: 250,
  pauseMs: 300,
};
