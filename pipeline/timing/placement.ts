import type { FittedSegment, InsertedPause } from '../contracts/fit-plan.js';

/** Where a line is put. Starts are whole ms; `endMs` = start + natural duration / rate + pauses. */
export interface Placement {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly rate: number;
  readonly alternative?: number;
  readonly pauses?: readonly InsertedPause[];
}

/** As much of a placed segment as measuring it takes, whoever placed it. */
export type PlacedSegment = Pick<FittedSegment, 'id' | 'startMs' | 'endMs' | 'rate'> & {
  readonly pauses?: readonly InsertedPause[] | undefined;
};
