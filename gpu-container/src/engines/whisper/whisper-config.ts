import { z } from 'zod';

/** What is read of config.json; the file has much more. */
export const WhisperConfig = z.object({
  d_model: z.number(),
  decoder_layers: z.number(),
  decoder_attention_heads: z.number(),
  max_target_positions: z.number(),
});
export type WhisperConfig = z.infer<typeof WhisperConfig>;

/** What is read of generation_config.json. */
export const WhisperGeneration = z.object({
  decoder_start_token_id: z.number(),
  eos_token_id: z.number(),
  no_timestamps_token_id: z.number(),
  /** `<|en|>` → token; models of one language have none. */
  lang_to_id: z.record(z.string(), z.number()),
  task_to_id: z.object({ transcribe: z.number() }),
  suppress_tokens: z.array(z.number()).nullish(),
  begin_suppress_tokens: z.array(z.number()).nullish(),
  /** Layer and head whose attention follows the sound. */
  alignment_heads: z.array(z.tuple([z.number(), z.number()])),
});
export type WhisperGeneration = z.infer<typeof WhisperGeneration>;

/** What is read of preprocessor_config.json: the number of mel bands, 80 or, from large-v3 on, 128. */
export const WhisperFeatures = z.object({ feature_size: z.number() });
