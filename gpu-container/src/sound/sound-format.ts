/** Sample rate of every programme and stem, in Hz. */
export const PROGRAMME_RATE_HZ = 48_000;
/** Frames read, worked on and written at once: small enough to keep memory flat, large enough to keep the disk busy. */
export const BLOCK_FRAMES = 65_536;
