/** Milliseconds since the epoch as OTLP's nanoseconds: a decimal text, since the number is larger than JSON keeps exact. */
export function otlpNanos(ms: number): string {
  return String(BigInt(Math.round(ms * 1000)) * 1000n);
}
