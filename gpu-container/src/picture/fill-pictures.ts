/** Memory of one size that bytes are poured into until each is full. */
export interface PictureFiller {
  /** Pours bytes in; what no memory was left for stays and is poured in by `free`. */
  pour(bytes: Uint8Array): void;
  /** Full memory, oldest first; undefined when none is. */
  take(): Uint8Array | undefined;
  /** Takes memory back to fill it again. */
  free(buffer: Uint8Array): void;
  /** Whether bytes wait for memory. */
  isWaiting(): boolean;
  /** Forgets bytes that wait. */
  drop(): void;
}

/** Fills `buffers`, all of `pictureBytes`, again and again. */
export function fillPictures(buffers: readonly Uint8Array[], pictureBytes: number): PictureFiller {
  const unused = [...buffers];
  const full: Uint8Array[] = [];
  const waiting: Uint8Array[] = [];
  let filling: Uint8Array | undefined;
  let filled = 0;
  const fill = (bytes: Uint8Array): Uint8Array | undefined => {
    for (let at = 0; at < bytes.length; ) {
      filling ??= unused.pop();
      if (filling === undefined) return bytes.subarray(at);
      const part = bytes.subarray(at, at + pictureBytes - filled);
      filling.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < pictureBytes) continue;
      full.push(filling);
      filling = undefined;
      filled = 0;
    }
    return undefined;
  };
  const pump = (): void => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const rest = fill(next);
      if (rest !== undefined) return void waiting.unshift(rest);
    }
  };
  return {
    pour: (bytes) => {
      waiting.push(bytes);
      pump();
    },
    take: () => full.shift(),
    free: (buffer) => {
      unused.push(buffer);
      pump();
    },
    isWaiting: () => waiting.length > 0,
    drop: () => waiting.splice(0),
  };
}
