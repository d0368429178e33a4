import type { Readable } from 'node:stream';

export interface SplitPicturesParams {
  readonly stream: Readable;
  readonly pictureBytes: number;
  /** Memory that pictures are read into; the stream waits while all of it is in use. */
  readonly buffers: readonly Uint8Array[];
}

/** Whole pictures out of a stream of bytes. */
export interface PictureSplitter {
  /** The next picture, or undefined when the stream has ended. The caller owns its memory until `free`. */
  next(): Promise<Uint8Array | undefined>;
  /** Gives memory back. */
  free(buffer: Uint8Array): void;
}

/** Cuts a stream into pictures of one size, in memory that is used again and again. */
export function splitPictures({ stream, pictureBytes, buffers }: SplitPicturesParams): PictureSplitter {
  const unused = [...buffers];
  const ready: Uint8Array[] = [];
  let filling: Uint8Array | undefined;
  let filled = 0;
  let rest: Uint8Array | undefined;
  let hasEnded = false;
  let wake: (() => void) | undefined;
  const take = (bytes: Uint8Array): Uint8Array | undefined => {
    let at = 0;
    while (at < bytes.length) {
      filling ??= unused.pop();
      if (filling === undefined) return bytes.subarray(at);
      const part = bytes.subarray(at, at + pictureBytes - filled);
      filling.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < pictureBytes) continue;
      ready.push(filling);
      filling = undefined;
      filled = 0;
    }
    return undefined;
  };
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  const feed = (bytes: Uint8Array): void => {
    rest = take(bytes);
    if (rest !== undefined) stream.pause();
    if (ready.length > 0) notify();
  };
  stream.on('data', feed);
  stream.once('close', () => {
    hasEnded = true;
    if (!stream.readableEnded) rest = undefined; // its writer was stopped: the rest is no whole picture
    notify();
  });
  return {
    next: async () => {
      while (ready.length === 0 && !(hasEnded && rest === undefined))
        await new Promise<void>((resolve) => (wake = resolve));
      return ready.shift();
    },
    free: (buffer) => {
      unused.push(buffer);
      if (rest === undefined) return;
      const bytes = rest;
      rest = undefined;
      feed(bytes);
      if (rest === undefined) stream.resume();
    },
  };
}
