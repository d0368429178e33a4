import type { ModelEntry, ModelFile } from '../model-entry.js';

export interface OpenModelFileParams {
  readonly entry: ModelEntry;
  readonly file: ModelFile;
  /** First byte wanted; a source that cannot skip begins at 0 and says so. */
  readonly offset: number;
  readonly signal: AbortSignal;
}

/** The bytes of a file from `offset` on, and what the source says of the whole. */
export interface OpenModelFile {
  readonly offset: number;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly totalBytes?: number | undefined;
  /** sha256 the source declares for the whole file. */
  readonly sha256?: string | undefined;
  /** Commit of the origin the bytes belong to. */
  readonly commit?: string | undefined;
}

/** A place models come from. */
export interface ModelSource {
  /** For people: "huggingface.co". */
  readonly name: string;
  /** The digests a source of our own has on record count like those of the catalogue. */
  readonly isOurs: boolean;
  /** `undefined` when it does not have the file. Fails with `unavailable` when it cannot be asked now. */
  open(params: OpenModelFileParams): Promise<OpenModelFile | undefined>;
  /** The sha256 it has on record, for files the catalogue cannot name one for. */
  recordedSha256?(entry: ModelEntry, file: ModelFile): Promise<string | undefined>;
}
