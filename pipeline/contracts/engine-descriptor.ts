import { z } from 'zod';

/** What an engine can be asked to do; one port each. */
export const Capability = z.enum([
  'speech-recognizer',
  'speech-aligner',
  'diarizer',
  'translator',
  'speech-synthesizer',
  'voice-cloner',
  'source-separator',
  'denoiser',
  'face-tracker',
  'active-speaker',
  'mouth-renderer',
  'picture-enlarger',
]);
export type Capability = z.infer<typeof Capability>;

/** Embedded needs packages only, neural needs weights of the model registry, managed needs an account. */
const EngineTier = z.enum(['embedded', 'neural', 'managed']);

/** Where the container works on what an engine does: a worker without a GPU, or one with one. */
export const EnginePlacement = z.enum(['cpu', 'gpu']);

/** What a neural engine computes on: its weights, and the last bits of its results, differ between the two. */
export const ComputeDevice = z.enum(['cpu', 'cuda']);

/** A language pair of a translator; `path` names the hops ("eng-spa → spa-fra"). */
export const LanguagePair = z.strictObject({
  from: z.string(),
  to: z.string(),
  path: z.string().optional(),
  chrF: z.number().optional(),
});

/** A voice of a synthesizer. `pitchHz` is its median pitch at default settings. */
export const VoiceDescriptor = z.strictObject({
  id: z.string(),
  language: z.string(),
  gender: z.enum(['female', 'male']).optional(),
  pitchHz: z.number().optional(),
});

/** An engine as it is installed on the worker. `fingerprint` is the digest of its binary packages or model files. */
export const EngineDescriptor = z.strictObject({
  id: z.string(),
  capability: Capability,
  version: z.string(),
  fingerprint: z.string(),
  /** Whose queue its tasks wait in; absent: that of the stage. Only where a deployment has workers with a GPU. */
  placement: EnginePlacement.optional(),
  /** The device the fingerprint is of; absent for engines that are no neural ones. */
  device: ComputeDevice.optional(),
  tier: EngineTier,
  licence: z.string(),
  isCommercialUseAllowed: z.boolean(),
  /** Higher wins among engines that reach the language. */
  quality: z.number(),
  /** BCP-47 tags it handles; for translators see `pairs`. */
  languages: z.array(z.string()),
  pairs: z.array(LanguagePair).optional(),
  /** Voices of a synthesizer. */
  voices: z.array(VoiceDescriptor).optional(),
});
export type EngineDescriptor = z.infer<typeof EngineDescriptor>;

/** An engine that could be here and is not, with the command that installs it. */
export const MissingEngine = z.strictObject({
  id: z.string(),
  capability: Capability,
  reason: z.string(),
  install: z.string(),
  /** `neural`: one that would be chosen before an embedded engine if its weights were here. */
  tier: EngineTier.optional(),
  /** `false`: installing it is of no use to a job for commerce. */
  isCommercialUseAllowed: z.boolean().optional(),
  /** What it would reach, and the command for just that; absent where the engine is one whole. */
  offers: z.array(z.strictObject({ languages: z.array(z.string()), install: z.string() })).optional(),
});
export type MissingEngine = z.infer<typeof MissingEngine>;

/** What the worker can do: the output of the `survey` stage. */
export const Survey = z.strictObject({
  workerVersion: z.string(),
  engines: z.array(EngineDescriptor),
  missing: z.array(MissingEngine),
});
export type Survey = z.infer<typeof Survey>;
