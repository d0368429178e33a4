import type { Finding } from '../contracts/verification.js';

/** A finding and how much doubt it casts on its segment: 0 = none, 1 = certainly broken. */
export interface WeighedFinding extends Finding {
  readonly doubt: number;
}
