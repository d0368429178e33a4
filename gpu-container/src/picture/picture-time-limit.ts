const START_MS = 10 * 60_000;
const PER_PICTURE_MS = 2000;

/** The longest that reading or writing so many pictures may take, in ms: far more than 8K pictures need. */
export function pictureTimeLimitMs(pictures: number): number {
  return START_MS + pictures * PER_PICTURE_MS;
}
