import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import { abortError } from '../process/abort-error.js';
import type { ModelEntry, ModelFile } from './model-entry.js';
import type { ModelLock } from './model-lock.js';
import type { ModelSource, OpenModelFile } from './sources/model-source.js';

export interface PullFileParams {
  readonly source: ModelSource;
  readonly entry: ModelEntry;
  readonly file: ModelFile;
  /** Where the file shall lie in the end. */
  readonly path: string;
  /** Takes bytes nobody vouches for, and pins them. */
  readonly trustFirst: boolean;
  /** What an earlier pull pinned. */
  readonly pinned?: string | undefined;
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

export type PulledFile = ModelLock['files'][number] & { readonly commit?: string | undefined };

/** Tries in a row that bring not one byte before a source is given up. */
const MAX_FRUITLESS_TRIES = 4;
const FIRST_PAUSE_MS = 250;

/**
 * Brings one file: goes on where an earlier try ended, checks size and digest, then gives it its name.
 * Fails with `not-found` (the source lacks it), `model-damaged` (other bytes than vouched for), `unavailable`
 * (source away, disk full) and `request-invalid` (nobody vouches for it and `trustFirst` is not set).
 */
export async function pullFile(params: PullFileParams): Promise<PulledFile> {
  const known = await knownDigest(params);
  if (known === undefined && params.file.md5 === undefined && !params.trustFirst) throw untrusted(params);
  await mkdir(dirname(params.path), { recursive: true });
  const part = `${params.path}.part`;
  const wasBegun = await sizeOf(part);
  const brought = { ...params, known };
  try {
    return await bring(brought, part);
  } catch (error) {
    if (!(error instanceof PipelineError) || error.code !== 'model-damaged' || wasBegun === 0) throw error;
    return bring(brought, part); // the rest of an older version of the file lay there: once more from the start
  }
}

interface KnownParams extends PullFileParams {
  /** The sha256 the file must have, where anybody vouches for one. */
  readonly known: string | undefined;
}

async function knownDigest({ source, entry, file, pinned }: PullFileParams): Promise<string | undefined> {
  return file.sha256 ?? pinned ?? (await source.recordedSha256?.(entry, file));
}

function untrusted({ entry, file }: PullFileParams): PipelineError {
  return new PipelineError(
    'request-invalid',
    `Nobody vouches for ${entry.id}/${file.path} yet: pull it with --trust-first to take what comes and pin it.`,
  );
}

async function bring(params: KnownParams, part: string): Promise<PulledFile> {
  let fruitless = 0;
  for (;;) {
    const before = await sizeOf(part);
    try {
      const answer = await appendRest(params, part);
      return await checkAndName(params, part, answer);
    } catch (error) {
      if (params.signal.aborted) throw abortError(params.signal, 'The download');
      const passing = passingFailure(error);
      if (passing === undefined) throw error;
      fruitless = (await sizeOf(part)) > before ? 0 : fruitless + 1;
      if (fruitless >= MAX_FRUITLESS_TRIES) throw passing;
      await delay(FIRST_PAUSE_MS * 2 ** fruitless, undefined, { signal: params.signal });
    }
  }
}

/** A cut connection is worth another try; a full disk, a refusal or wrong bytes are not. */
function passingFailure(error: unknown): PipelineError | undefined {
  if (error instanceof PipelineError) return error.code === 'unavailable' ? error : undefined;
  if (error instanceof Error && 'code' in error && /^E(NOSPC|DQUOT|FBIG|ACCES|ROFS|ISDIR)$/.test(String(error.code)))
    return undefined;
  return new PipelineError('unavailable', 'The connection broke off again and again.', { cause: error });
}

interface Brought {
  readonly answer: OpenModelFile;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly md5: string;
}

async function appendRest(params: PullFileParams, part: string): Promise<Brought> {
  const { source, entry, file, signal } = params;
  const have = await sizeOf(part);
  const answer = await source.open({ entry, file, offset: have, signal });
  if (answer === undefined) throw new PipelineError('not-found', `${source.name} has no ${entry.id}/${file.path}.`);
  const output = await open(part, answer.offset === have ? 'a' : 'w');
  try {
    const digests = [createHash('sha256'), createHash('md5')] as const;
    let sizeBytes = answer.offset === have ? have : 0;
    if (sizeBytes > 0) await hashInto(part, digests);
    params.onBytes(sizeBytes);
    for await (const chunk of answer.bytes) {
      await output.writeFile(chunk);
      for (const digest of digests) digest.update(chunk);
      sizeBytes += chunk.byteLength;
      params.onBytes(sizeBytes);
      if (signal.aborted) throw abortError(signal, 'The download');
    }
    if (answer.totalBytes !== undefined && sizeBytes < answer.totalBytes)
      throw new PipelineError('unavailable', `${source.name} broke off ${entry.id}/${file.path}.`);
    await output.sync();
    return { answer, sizeBytes, sha256: digests[0].digest('hex'), md5: digests[1].digest('hex') };
  } catch (error) {
    throw diskFull(error, part);
  } finally {
    await output.close();
  }
}

function diskFull(error: unknown, part: string): unknown {
  if (!(error instanceof Error && 'code' in error && /^E(NOSPC|DQUOT)$/.test(String(error.code)))) return error;
  return new PipelineError(
    'disk-full',
    `No room for ${part}. What has come is kept: make room, then pull again; it goes on from there.`,
    { cause: error },
  );
}

async function hashInto(path: string, digests: readonly Hash[]): Promise<void> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    for (const digest of digests) digest.update(chunk);
  }
}

async function checkAndName(params: KnownParams, part: string, brought: Brought): Promise<PulledFile> {
  const { file, entry, path, source, known } = params;
  const { answer, sizeBytes, sha256, md5 } = brought;
  const isWrong =
    (known !== undefined && known !== sha256) ||
    (answer.sha256 !== undefined && answer.sha256 !== sha256) ||
    (file.md5 !== undefined && file.md5 !== md5) ||
    (file.sizeBytes !== undefined && file.sizeBytes !== sizeBytes);
  if (isWrong) {
    await rm(part, { force: true });
    const wanted = known ?? answer.sha256 ?? `md5 ${file.md5 ?? 'unknown'}, ${file.sizeBytes ?? '?'} bytes`;
    throw new PipelineError(
      'model-damaged',
      `${source.name} sent other bytes for ${entry.id}/${file.path}: ${sizeBytes} bytes, sha256 ${sha256}; expected ${wanted}.`,
    );
  }
  await rename(part, path);
  return { path: file.path, sha256, sizeBytes, pinnedBy: voucherOf(params), commit: answer.commit };
}

function voucherOf({ file, known }: KnownParams): PulledFile['pinnedBy'] {
  if (file.sha256 !== undefined) return 'catalogue';
  return file.md5 === undefined && known === undefined ? 'first-pull' : 'publisher';
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
