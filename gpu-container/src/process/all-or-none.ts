/**
 * Starts several pieces of work under one signal and waits until all have ended; when one fails the others are
 * aborted, and the first failure is thrown after the last of them is gone (so that their files may be removed).
 */
export async function allOrNone<T>(
  signal: AbortSignal,
  start: (signal: AbortSignal) => readonly Promise<T>[],
): Promise<readonly T[]> {
  const stop = new AbortController();
  let failure: { readonly reason: unknown } | undefined;
  const work = start(AbortSignal.any([signal, stop.signal])).map((piece) =>
    piece.catch((reason: unknown) => {
      failure ??= { reason };
      stop.abort();
      throw reason;
    }),
  );
  const results = await Promise.allSettled(work);
  if (failure !== undefined) throw failure.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
