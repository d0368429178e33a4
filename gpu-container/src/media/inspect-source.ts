import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { checkDeclaredSize } from './check-declared-size.js';
import { checkIsoMedia } from './check-iso-media.js';
import { findNestedPlaylist, findPlaylist } from './find-foreign-reference.js';
import { type Demuxer, identifyContainer } from './identify-container.js';
import { DEFAULT_MEDIA_LIMITS, type MediaLimits } from './media-limits.js';
import { readHead } from './read-head.js';

/** A file whose container is known from its bytes and that passed the checks: all that ffmpeg may open. */
export interface SafeInput {
  /** Absolute path. */
  readonly path: string;
  readonly demuxer: Demuxer | 'srt' | 'ass';
}

const HEAD_BYTES = 4 * 1024 * 1024;

async function sizeOf(path: string): Promise<number> {
  try {
    const facts = await stat(path);
    if (facts.isFile()) return facts.size;
  } catch (cause) {
    throw new PipelineError('source-missing', 'The source file does not exist.', { cause });
  }
  throw new PipelineError('source-not-media', 'The source is not a regular file.');
}

async function checkWholeness(path: string, demuxer: Demuxer, head: Uint8Array, sizeBytes: number): Promise<void> {
  if (demuxer === 'matroska') return checkDeclaredSize('matroska', head, sizeBytes);
  if (demuxer === 'avi' || demuxer === 'wav') return checkDeclaredSize('riff', head, sizeBytes);
  if (demuxer !== 'mov') return;
  const file = await open(path, 'r');
  try {
    await checkIsoMedia(file, sizeBytes);
  } finally {
    await file.close();
  }
}

/**
 * Looks at a file the way a customs officer does, before ffmpeg opens it: size, container by content, references to
 * other files, cut-off ends.
 * Fails with `source-missing`, `source-empty`, `source-too-large`, `source-forbidden`, `source-not-media`,
 * `source-damaged`.
 */
export async function inspectSource(path: string, limits: MediaLimits = DEFAULT_MEDIA_LIMITS): Promise<SafeInput> {
  const sizeBytes = await sizeOf(path);
  if (sizeBytes === 0) throw new PipelineError('source-empty', 'The file has 0 bytes.');
  if (sizeBytes > limits.maxBytes) {
    throw new PipelineError('source-too-large', `The file has ${sizeBytes} bytes; the limit is ${limits.maxBytes}.`);
  }
  const head = await readHead(path, HEAD_BYTES);
  const demuxer = identifyContainer(head);
  const reference =
    demuxer === 'avi' ? findNestedPlaylist(head) : demuxer === undefined ? findPlaylist(head) : undefined;
  if (reference !== undefined) throw new PipelineError('source-forbidden', `The file is ${reference}.`);
  if (demuxer === undefined) {
    throw new PipelineError(
      'source-not-media',
      'The first bytes of the file belong to no video or audio format we read.',
    );
  }
  await checkWholeness(path, demuxer, head, sizeBytes);
  return { path: resolve(path), demuxer };
}
