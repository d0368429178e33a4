/** What an execution has behind it when it might wait for another message. */
export interface ExecutionSoFar {
  readonly messages: number;
  /** Since the process began, in ms. */
  readonly elapsedMs: number;
  /** Memory of the process. */
  readonly residentBytes: number;
}

/** Bounds beyond which a process makes room for a new one. */
export interface RecycleLimits {
  readonly maxMessages: number;
  readonly takeForMs: number;
  readonly maxResidentBytes: number;
}

/** Why an execution takes no further message; undefined while it may. What it holds is then given back to the machine. */
export function findRecycleReason(
  { messages, elapsedMs, residentBytes }: ExecutionSoFar,
  limits: RecycleLimits,
): 'messages' | 'time' | 'memory' | undefined {
  if (messages >= limits.maxMessages) return 'messages';
  if (elapsedMs >= limits.takeForMs) return 'time';
  return residentBytes >= limits.maxResidentBytes ? 'memory' : undefined;
}
