import { openWav } from './open-wav.js';

/** A short sound held whole: 16-bit samples, interleaved. */
export interface Sound {
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** Reads a whole WAV file; for segments, not for films (see `openWav`). Fails with `source-damaged`. */
export async function readWav(path: string): Promise<Sound> {
  const reader = await openWav(path);
  try {
    const samples = await reader.read(0, reader.frames);
    return { samples, sampleRateHz: reader.sampleRateHz, channels: reader.channels };
  } finally {
    await reader.close();
  }
}
