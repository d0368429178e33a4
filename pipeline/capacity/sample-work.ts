/** Draws the work of one task: the mean itself, exponential, or log-normal by the spread. */
export function sampleWork(meanS: number, spread: number, random: () => number): number {
  if (spread === 0) return meanS;
  if (spread === 1) return -meanS * Math.log(1 - random());
  const variance = Math.log(1 + spread * spread);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return meanS * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}
