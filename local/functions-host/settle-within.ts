/** Whether `work` settles within `limitMs`; never rejects. */
export async function settleWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, limitMs, false);
  });
  const hasSettled = work.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([hasSettled, limit]);
  } finally {
    clearTimeout(timer);
  }
}
