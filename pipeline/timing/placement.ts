import type { InsertedPause } from '../contracts/fit-plan.js';

/** Where a line is put. Starts are whole ms; `endMs` = start + natural duration / rate + pauses. */
export interface Placement {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly rate: number;
  readonly alternative?: number;
  readonly pauses?: readonly InsertedPause[];
}
