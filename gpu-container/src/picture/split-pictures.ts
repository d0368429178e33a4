import type { Readable } from 'node:stream';
import { fillPictures } from './fill-pictures.js';

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
  const pictures = fillPictures(buffers, pictureBytes);
  let hasEnded = false;
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  // more than one piece may wait: when a writer ends, Node lets its paused stream flow
  stream.on('data', (bytes: Uint8Array) => {
    pictures.pour(bytes);
    if (pictures.isWaiting()) stream.pause();
    notify();
  });
  stream.once('close', () => {
    hasEnded = true;
    if (!stream.readableEnded) pictures.drop(); // its writer was stopped: the rest is no whole picture
    notify();
  });
  const next = async (): Promise<Uint8Array | undefined> => {
    for (;;) {
      const picture = pictures.take();
      if (picture !== undefined || (hasEnded && !pictures.isWaiting())) return picture;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const free = (buffer: Uint8Array): void => {
    const wasWaiting = pictures.isWaiting();
    pictures.free(buffer);
    notify();
    if (wasWaiting && !pictures.isWaiting()) stream.resume();
  };
  return { next, free };
}
