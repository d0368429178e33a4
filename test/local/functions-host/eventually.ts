const PATIENCE_MS = 10_000;

/** Resolves to the first answer of `check` that is not undefined or false, asked again in every round of the event loop. */
export async function eventually<Answer>(
  check: () => Promise<Answer | undefined | false> | Answer | undefined | false,
  what = 'the condition',
): Promise<Answer> {
  const begin = performance.now();
  while (performance.now() - begin < PATIENCE_MS) {
    const answer = await check();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`Waited ${PATIENCE_MS} ms in vain for ${what}.`);
}
