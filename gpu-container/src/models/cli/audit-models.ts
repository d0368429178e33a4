import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import type { ModelEntry, ModelFile } from '../model-entry.js';
import type { ModelSource, OpenModelFile } from '../sources/model-source.js';

export interface AuditModelsParams {
  readonly entries: readonly ModelEntry[];
  readonly source: ModelSource;
  readonly signal: AbortSignal;
}

/** What the origin says of one file of the catalogue. */
export interface FileAudit {
  readonly id: string;
  readonly path: string;
  /**
   * `same`: as the catalogue says; `unpinned`: there, and the catalogue lacks its size or digest; `other`: there with
   * another size or digest; `gone`: not there; `nowhere`: published nowhere in this form; `unknown`: nobody could be asked.
   */
  readonly result: 'same' | 'unpinned' | 'other' | 'gone' | 'nowhere' | 'unknown';
  readonly sizeBytes?: number;
  /** As the origin declares it: large files of the hub only. */
  readonly sha256?: string;
  readonly commit?: string;
  readonly reason?: string;
}

/** Asks the origin for the head of every file and takes no weights: whether names, sizes and digests still hold. */
export async function auditModels({ entries, source, signal }: AuditModelsParams): Promise<readonly FileAudit[]> {
  const audits: FileAudit[] = [];
  for (const entry of entries) {
    for (const file of entry.files) audits.push(await auditFile({ entry, file, source, signal }));
  }
  return audits;
}

interface AuditFileParams extends Pick<AuditModelsParams, 'source' | 'signal'> {
  readonly entry: ModelEntry;
  readonly file: ModelFile;
}

async function auditFile({ entry, file, source, signal }: AuditFileParams): Promise<FileAudit> {
  const about = { id: entry.id, path: file.path };
  if (entry.origin.kind === 'converted') return { ...about, result: 'nowhere' };
  try {
    const found = await source.open({ entry, file, offset: 0, signal });
    if (found === undefined) return { ...about, result: 'gone' };
    await found.bytes[Symbol.asyncIterator]().return?.(); // the head was all that was wanted
    const { totalBytes, sha256, commit } = found;
    return {
      ...about,
      result: compare(file, found),
      ...(totalBytes === undefined ? {} : { sizeBytes: totalBytes }),
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(commit === undefined ? {} : { commit }),
    };
  } catch (error) {
    if (!(error instanceof PipelineError) || signal.aborted) throw error;
    return { ...about, result: 'unknown', reason: error.message };
  }
}

function compare(file: ModelFile, { totalBytes, sha256 }: OpenModelFile): FileAudit['result'] {
  const hasOtherSize = file.sizeBytes !== undefined && totalBytes !== undefined && file.sizeBytes !== totalBytes;
  const hasOtherDigest = file.sha256 !== undefined && sha256 !== undefined && file.sha256 !== sha256;
  if (hasOtherSize || hasOtherDigest) return 'other';
  return file.sizeBytes === undefined || (file.sha256 ?? file.md5) === undefined ? 'unpinned' : 'same';
}
