import { HY_MT_LANGUAGES } from '../../engines/neural-translator-hy-mt/hy-mt-languages.js';
import type { ModelEntry } from '../model-entry.js';

/** What transformers.js reads of an encoder-decoder translator. */
const files: ModelEntry['files'] = [
  { path: 'config.json' },
  { path: 'generation_config.json' },
  { path: 'tokenizer.json' },
  { path: 'tokenizer_config.json' },
  { path: 'onnx/encoder_model_quantized.onnx', variant: 'int8' },
  { path: 'onnx/decoder_model_merged_quantized.onnx', variant: 'int8' },
  { path: 'onnx/encoder_model.onnx', variant: 'fp32' },
  { path: 'onnx/decoder_model_merged.onnx', variant: 'fp32' },
];

const opus = (from: string, to: string): ModelEntry => ({
  id: `opus-mt-${from}-${to}`,
  title: `OPUS-MT ${from} → ${to}`,
  task: 'translation',
  origin: { kind: 'hub', repo: `Xenova/opus-mt-${from}-${to}`, revision: 'main' },
  files,
  variants: { cpu: 'int8', cuda: 'fp32' },
  licence: { name: 'CC-BY-4.0', commercialUse: 'yes', note: 'name the University of Helsinki' },
  languages: [from, to],
  memoryMiB: 500,
  providers: ['cpu', 'cuda'],
  citation: 'Tiedemann, Thottingal: OPUS-MT – Building open translation services for the World, EAMT 2020',
});

/** Languages with an OPUS-MT model from and into English. */
const WITH_ENGLISH = [
  'ar',
  'cs',
  'da',
  'de',
  'es',
  'fi',
  'fr',
  'hi',
  'hu',
  'id',
  'it',
  'nl',
  'ru',
  'sv',
  'uk',
  'vi',
  'zh',
];

/** Translators: one small model per direction, or one for two hundred languages that is not for commerce. */
export const translationModels: readonly ModelEntry[] = [
  ...WITH_ENGLISH.flatMap((tag) => [opus('en', tag), opus(tag, 'en')]),
  {
    id: 'nllb-200-distilled-600m',
    title: 'NLLB-200 distilled, 600 M parameters',
    task: 'translation',
    origin: { kind: 'hub', repo: 'Xenova/nllb-200-distilled-600M', revision: 'main' },
    files,
    variants: { cpu: 'int8', cuda: 'fp32' },
    licence: { name: 'CC-BY-NC-4.0', commercialUse: 'no' },
    languages: ['mul'],
    memoryMiB: 1800,
    providers: ['cpu', 'cuda'],
    citation: 'NLLB Team: No Language Left Behind: Scaling Human-Centered Machine Translation, 2022',
  },
  {
    id: 'hy-mt2-1-8b',
    title: 'Hy-MT2, 1.8 B parameters, in four bits',
    task: 'translation',
    origin: {
      kind: 'hub',
      repo: 'tchinso/Hy-MT2-1.8B-onnx-q4f16',
      revision: '6b6a4f12235342ed00ac089159c7192ea40bf6e8',
    },
    files: [
      { path: 'config.json' },
      { path: 'generation_config.json' },
      { path: 'tokenizer.json' },
      { path: 'tokenizer_config.json' },
      { path: 'chat_template.jinja' },
      { path: 'onnx/model_q4f16.onnx' },
    ],
    licence: {
      name: 'Apache-2.0',
      commercialUse: 'yes',
      note: 'model by Tencent; exported by a single person, whose repository was not read here',
    },
    languages: Object.keys(HY_MT_LANGUAGES),
    memoryMiB: 3000,
    providers: ['cpu', 'cuda'],
    citation: 'Tencent: Hy-MT2 Technical Report, arXiv 2605.22064, 2026',
  },
];
