import { z } from 'zod';

/**
 * The energy of a sound over time: one peak 0…1 every `stepMs`.
 * @example { "stepMs": 20, "peaks": [0, 0.12, 0.31] }
 */
export const Waveform = z.strictObject({
  stepMs: z.number().positive(),
  peaks: z.array(z.number().min(0).max(1)),
});
export type Waveform = z.infer<typeof Waveform>;
