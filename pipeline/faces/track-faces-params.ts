import { z } from 'zod';

/** Parameters of a `track-faces` unit: the frames to look at, as in the frame index. */
export const TrackFacesParams = z.strictObject({
  firstFrame: z.number().int().nonnegative(),
  endFrame: z.number().int().positive(),
});
