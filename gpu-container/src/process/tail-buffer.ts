/** Keeps the last `limit` characters of what is written to it: enough of a program's complaints to understand them. */
export interface TailBuffer {
  append(text: string): void;
  text(): string;
}

/** Creates an empty tail buffer. */
export function createTailBuffer(limit: number): TailBuffer {
  let kept = '';
  return {
    append: (text) => {
      kept = (kept + text).slice(-limit);
    },
    text: () => kept,
  };
}
