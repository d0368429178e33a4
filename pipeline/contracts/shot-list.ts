import { z } from 'zod';

/** Times of the first frame of every shot but the first, in ms, ascending. */
export const ShotList = z.strictObject({ cutsMs: z.array(z.number()) });
export type ShotList = z.infer<typeof ShotList>;
