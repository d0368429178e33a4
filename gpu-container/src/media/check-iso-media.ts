import type { FileHandle } from 'node:fs/promises';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { type Box, walkBoxes } from './walk-boxes.js';

const MEDIA_BOXES = ['moov', 'mdat', 'moof'];
const SELF_CONTAINED = 1;

async function childrenOf(file: FileHandle, parents: readonly Box[], type: string): Promise<readonly Box[]> {
  const lists = await Promise.all(parents.map((box) => walkBoxes(file, box.bodyOffset, box.endOffset)));
  return lists.flat().filter((box) => box.type === type);
}

/** Whether a `dref` names media data outside the file. */
async function refersOutside(file: FileHandle, dref: Box): Promise<boolean> {
  const entries = await walkBoxes(file, dref.bodyOffset + 8, dref.endOffset);
  const flags = Buffer.alloc(4);
  for (const entry of entries) {
    await file.read(flags, 0, 4, entry.bodyOffset);
    const isEmpty = entry.endOffset - entry.bodyOffset <= 4;
    if ((flags.readUInt32BE(0) & SELF_CONTAINED) === 0 && !isEmpty) return true;
  }
  return false;
}

/**
 * Checks an MP4 or QuickTime file before ffmpeg sees it: every media box ends inside the file, there is an index, and
 * no track keeps its data elsewhere. Fails with `source-damaged` or `source-forbidden`.
 */
export async function checkIsoMedia(file: FileHandle, sizeBytes: number): Promise<void> {
  const boxes = await walkBoxes(file, 0, sizeBytes);
  const cut = boxes.find((box) => MEDIA_BOXES.includes(box.type) && box.endOffset > sizeBytes);
  if (cut !== undefined) {
    const message = `The file is cut off: its ${cut.type} part should end at byte ${cut.endOffset}, the file has ${sizeBytes}.`;
    throw new PipelineError('source-damaged', message);
  }
  const movies = boxes.filter((box) => box.type === 'moov');
  if (movies.length === 0) {
    throw new PipelineError('source-damaged', 'The file has no index (moov); the recording or upload did not finish.');
  }
  if ((await childrenOf(file, movies, 'rmra')).length > 0) {
    throw new PipelineError('source-forbidden', 'The file is a QuickTime reference movie that names other files.');
  }
  const references = await ['trak', 'mdia', 'minf', 'dinf', 'dref'].reduce(
    async (parents, type) => childrenOf(file, await parents, type),
    Promise.resolve<readonly Box[]>(movies),
  );
  for (const reference of references) {
    if (await refersOutside(file, reference)) {
      throw new PipelineError('source-forbidden', 'A track of the file keeps its media data in another file.');
    }
  }
}
