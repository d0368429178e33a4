/** What an execution has behind it when it might wait for another message. */
export interface ExecutionSoFar {
  readonly messages: number;
  /** Since the process began, in ms. */
  readonly elapsedMs: number;
  /** Memory of the process. */
  readonly residentBytes: number;
  /** What it has left on a disk that ends with it, where that is so. */
  readonly diskBytes?: number;
}

/** Bounds beyond which a process makes room for a new one. */
export interface RecycleLimits {
  readonly maxMessages: number;
  readonly takeForMs: number;
  readonly maxResidentBytes: number;
  readonly maxDiskBytes: number;
}

/** Why an execution takes no further message; undefined while it may. What it holds is then given back to the machine. */
export function findRecycleReason(
  { messages, elapsedMs, residentBytes, diskBytes = 0 }: ExecutionSoFar,
  limits: RecycleLimits,
): 'messages' | 'time' | 'memory' | 'disk' | undefined {
  if (messages >= limits.maxMessages) return 'messages';
  if (elapsedMs >= limits.takeForMs) return 'time';
  if (residentBytes >= limits.maxResidentBytes) return 'memory';
  return diskBytes >= limits.maxDiskBytes ? 'disk' : undefined;
}
