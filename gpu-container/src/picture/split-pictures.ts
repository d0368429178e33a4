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
  // more than one where the writer has ended: then Node lets a paused stream flow
  const waiting: Uint8Array[] = [];
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
  const pump = (): void => {
    while (waiting.length > 0) {
      const rest = take(waiting[0] ?? new Uint8Array(0));
      if (rest !== undefined) {
        waiting[0] = rest;
        break;
      }
      waiting.shift();
    }
    if (ready.length > 0) notify();
  };
  stream.on('data', (bytes: Uint8Array) => {
    waiting.push(bytes);
    pump();
    if (waiting.length > 0) stream.pause();
  });
  stream.once('close', () => {
    hasEnded = true;
    if (!stream.readableEnded) waiting.length = 0; // its writer was stopped: the rest is no whole picture
    notify();
  });
  return {
    next: async () => {
      while (ready.length === 0 && !(hasEnded && waiting.length === 0))
        await new Promise<void>((resolve) => (wake = resolve));
      return ready.shift();
    },
    free: (buffer) => {
      unused.push(buffer);
      if (waiting.length === 0) return;
      pump();
      if (waiting.length === 0) stream.resume();
    },
  };
}
