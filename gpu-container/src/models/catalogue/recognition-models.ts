import { PARAKEET_LANGUAGES } from '../../engines/parakeet/parakeet-languages.js';
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

/**
 * One repository, one commit. Its digests were not read by us: they are those that several public projects which pin this
 * commit have on record, alike; a file that is another one is refused.
 */
const parakeet: ModelEntry = {
  id: 'parakeet-tdt-v3',
  title: 'Parakeet-TDT 0.6B v3',
  task: 'speech-recognition',
  origin: {
    kind: 'hub',
    repo: 'istupakov/parakeet-tdt-0.6b-v3-onnx',
    revision: '8f23f0c03c8761650bdb5b40aaf3e40d2c15f1ce',
  },
  files: [
    {
      path: 'vocab.txt',
      sizeBytes: 93_939,
      sha256: 'd58544679ea4bc6ac563d1f545eb7d474bd6cfa467f0a6e2c1dc1c7d37e3c35d',
    },
    {
      path: 'nemo128.onnx',
      sizeBytes: 139_764,
      sha256: 'a9fde1486ebfcc08f328d75ad4610c67835fea58c73ba57e3209a6f6cf019e9f',
    },
    {
      path: 'encoder-model.int8.onnx',
      sizeBytes: 652_183_999,
      sha256: '6139d2fa7e1b086097b277c7149725edbab89cc7c7ae64b23c741be4055aff09',
      variant: 'int8',
    },
    {
      path: 'decoder_joint-model.int8.onnx',
      sizeBytes: 18_202_004,
      sha256: 'eea7483ee3d1a30375daedc8ed83e3960c91b098812127a0d99d1c8977667a70',
      variant: 'int8',
    },
    {
      path: 'encoder-model.onnx',
      sizeBytes: 41_770_866,
      sha256: '98a74b21b4cc0017c1e7030319a4a96f4a9506e50f0708f3a516d02a77c96bb1',
      variant: 'fp32',
    },
    {
      path: 'encoder-model.onnx.data',
      sizeBytes: 2_435_420_160,
      sha256: '9a22d372c51455c34f13405da2520baefb7125bd16981397561423ed32d24f36',
      variant: 'fp32',
    },
    {
      path: 'decoder_joint-model.onnx',
      sizeBytes: 72_520_893,
      sha256: 'e978ddf6688527182c10fde2eb4b83068421648985ef23f7a86be732be8706c1',
      variant: 'fp32',
    },
  ],
  variants: { cpu: 'int8', cuda: 'fp32' },
  licence: {
    name: 'CC-BY-4.0 (Parakeet-TDT 0.6B v3 by NVIDIA, exported by istupakov)',
    commercialUse: 'yes',
    note: 'name NVIDIA',
  },
  languages: PARAKEET_LANGUAGES,
  memoryMiB: 1500,
  providers: ['cpu', 'cuda'],
  citation: 'Sekoyan et al.: Canary-1B-v2 & Parakeet-TDT-0.6B-v3, arXiv 2509.14128, 2025',
};

/** Parakeet for the languages it has, then the Whisper family, largest first. */
export const recognitionModels: readonly ModelEntry[] = [
  parakeet,
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
