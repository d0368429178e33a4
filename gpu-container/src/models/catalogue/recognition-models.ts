import type { ModelEntry } from '../model-entry.js';

/** What transformers.js reads of a Whisper repository, in the precision a CPU and a GPU run best. */
const files: ModelEntry['files'] = [
  { path: 'config.json' },
  { path: 'generation_config.json' },
  { path: 'preprocessor_config.json' },
  { path: 'tokenizer.json' },
  { path: 'tokenizer_config.json' },
  { path: 'onnx/encoder_model_quantized.onnx', variant: 'int8' },
  { path: 'onnx/decoder_model_merged_quantized.onnx', variant: 'int8' },
  { path: 'onnx/encoder_model_fp16.onnx', variant: 'fp16' },
  { path: 'onnx/decoder_model_merged_fp16.onnx', variant: 'fp16' },
];

interface WhisperSize {
  readonly id: string;
  readonly title: string;
  readonly repo: string;
  readonly memoryMiB: number;
}

const whisper = ({ id, title, repo, memoryMiB }: WhisperSize): ModelEntry => ({
  id,
  title,
  task: 'speech-recognition',
  // the exports whose decoder gives its cross-attentions out: word times are read from those
  origin: { kind: 'hub', repo, revision: 'main' },
  files,
  variants: { cpu: 'int8', cuda: 'fp16' },
  licence: { name: 'MIT', commercialUse: 'yes' },
  languages: ['mul'],
  memoryMiB,
  providers: ['cpu', 'cuda'],
  citation: 'Radford et al.: Robust Speech Recognition via Large-Scale Weak Supervision, ICML 2023',
});

/** The Whisper family, largest first. */
export const recognitionModels: readonly ModelEntry[] = [
  whisper({
    id: 'whisper-large-v3-turbo',
    title: 'Whisper large-v3-turbo, 809 M parameters',
    repo: 'onnx-community/whisper-large-v3-turbo_timestamped',
    memoryMiB: 2500,
  }),
  whisper({
    id: 'whisper-base',
    title: 'Whisper base, 74 M parameters',
    repo: 'onnx-community/whisper-base_timestamped',
    memoryMiB: 500,
  }),
];
