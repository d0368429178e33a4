/** What a model does. Several models may serve one engine. */
export type ModelTask =
  | 'speech-recognition'
  | 'translation'
  | 'speech-synthesis'
  | 'speaker-segmentation'
  | 'speaker-embedding'
  | 'voice-activity'
  | 'denoising'
  | 'source-separation'
  | 'speech-quality'
  | 'pitch'
  | 'vocoder'
  | 'face-detection'
  | 'face-landmarks'
  | 'active-speaker'
  | 'mouth-rendering'
  | 'super-resolution';

/** `ask`: the holder of the rights must be asked first; a job for commercial use treats it as `no`. */
export type CommercialUse = 'yes' | 'no' | 'ask';

/** Precision of a set of weights. A file without one belongs to every variant. */
export type ModelVariant = 'fp32' | 'fp16' | 'int8' | 'int4';

/** Where an engine can run a model. */
export type ExecutionProvider = 'cpu' | 'cuda';

/** One file of a model. */
export interface ModelFile {
  /** Inside the model's folder, with `/`. */
  readonly path: string;
  /** Inside the origin, where it lies elsewhere there. */
  readonly originPath?: string;
  /** Lower-case hex. Absent where nobody here could read the file: then the first pull pins it, if told to trust it. */
  readonly sha256?: string;
  /** Where the publisher names nothing better: enough to know the file again, then sha256 takes over. */
  readonly md5?: string;
  readonly sizeBytes?: number;
  readonly variant?: ModelVariant;
}

/** The public place a model comes from. */
export type ModelOrigin =
  | { readonly kind: 'hub'; readonly repo: string; readonly revision: string }
  | { readonly kind: 'github'; readonly repo: string; readonly commit: string }
  /** Made from a public file and published nowhere in this form: comes from a folder or the `models` container only. */
  | { readonly kind: 'converted'; readonly from: string };

/** Under which terms weights may be used. */
export interface ModelLicence {
  /** SPDX identifier, or the name its holder gives it. */
  readonly name: string;
  readonly commercialUse: CommercialUse;
  readonly note?: string;
}

/** A model as this version of the worker knows it. */
export interface ModelEntry {
  /** Kebab-case; the name of its folder too. */
  readonly id: string;
  readonly title: string;
  readonly task: ModelTask;
  readonly origin: ModelOrigin;
  readonly files: readonly ModelFile[];
  /** Which variant each provider runs; absent when there is one set of weights. */
  readonly variants?: Readonly<Record<ExecutionProvider, ModelVariant>>;
  readonly licence: ModelLicence;
  /** BCP-47 tags; empty when it knows no language, `mul` when it takes any. */
  readonly languages: readonly string[];
  /** Roughly what a session needs, in MiB, on top of the worker itself. */
  readonly memoryMiB: number;
  readonly providers: readonly ExecutionProvider[];
  readonly citation: string;
}
