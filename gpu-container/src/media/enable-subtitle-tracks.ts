import { type FileHandle, open } from 'node:fs/promises';
import { type Box, walkBoxes } from './walk-boxes.js';

const SUBTITLE_HANDLER = 'sbtl';
const ENABLED = 1;

/**
 * Sets which subtitle tracks of an MP4 are on by themselves, in their order in the file. ffmpeg's muxer turns the first
 * one on where none has the default flag; over a dub, or over painted subtitles, nobody asked for that. Tracks that are
 * off stay in the players' lists.
 */
export async function enableSubtitleTracks(path: string, areEnabled: readonly boolean[]): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const movie = (await walkBoxes(file, 0, size)).find(({ type }) => type === 'moov');
    const tracks = (await childrenOf(file, movie)).filter(({ type }) => type === 'trak');
    let seen = 0;
    for (const track of tracks) {
      if ((await handlerOf(file, track)) !== SUBTITLE_HANDLER) continue;
      await setEnabled(file, track, areEnabled[seen] === true);
      seen += 1;
    }
  } finally {
    await file.close();
  }
}

const childrenOf = async (file: FileHandle, parent: Box | undefined): Promise<readonly Box[]> =>
  parent === undefined ? [] : walkBoxes(file, parent.bodyOffset, parent.endOffset);

const childOf = async (file: FileHandle, parent: Box | undefined, wanted: string): Promise<Box | undefined> =>
  (await childrenOf(file, parent)).find(({ type }) => type === wanted);

/** Four letters after version, flags and four reserved bytes. */
async function handlerOf(file: FileHandle, track: Box): Promise<string | undefined> {
  const handler = await childOf(file, await childOf(file, track, 'mdia'), 'hdlr');
  if (handler === undefined) return undefined;
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, handler.bodyOffset + 8);
  return buffer.toString('latin1');
}

/** The lowest bit of the track header's flags, which follow its version. */
async function setEnabled(file: FileHandle, track: Box, isEnabled: boolean): Promise<void> {
  const header = await childOf(file, track, 'tkhd');
  if (header === undefined) return;
  const at = header.bodyOffset + 3;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  buffer[0] = ((buffer[0] ?? 0) & ~ENABLED) | (isEnabled ? ENABLED : 0);
  await file.write(buffer, 0, 1, at);
}
