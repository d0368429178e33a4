import { CHATTERBOX_LANGUAGES } from '../../engines/chatterbox/chatterbox-languages.js';
import type { ModelEntry, ModelFile } from '../model-entry.js';

const graph = (name: string, [sizeBytes, sha256]: readonly [number, string]): ModelFile => ({
  path: `onnx/${name}`,
  sizeBytes,
  sha256,
});

/**
 * Voices made of a sample. One repository, one commit; the graphs' digests were not read by us: they are those that
 * several public projects which pin this commit have on record, alike. A file that is another one is refused.
 */
export const cloningModels: readonly ModelEntry[] = [
  {
    id: 'chatterbox-multilingual',
    title: 'Chatterbox Multilingual',
    task: 'speech-synthesis',
    origin: {
      kind: 'hub',
      repo: 'onnx-community/chatterbox-multilingual-ONNX',
      revision: '452d3f434aa592098f1eedac9099f33642ab2da5',
    },
    files: [
      { path: 'tokenizer.json' },
      { path: 'tokenizer_config.json' },
      graph('speech_encoder.onnx', [1_184_608, '8f1c8a0f89b77bf9cd5dd8f2e034eb2c79dc00fe70d41196b28c257643b00ccb']),
      graph('speech_encoder.onnx_data', [
        591_274_880,
        '92f8f290fc9720e169bc2412c507209e20b03f6564bc3243739e25c56f7dfb8f',
      ]),
      graph('embed_tokens.onnx', [13_286, 'f785819ca4f6271262d5bb8971d62796c3a909e3b031982c113dbe83a4c3b854']),
      graph('embed_tokens.onnx_data', [68_390_912, '2a15f7dd73b2ee47f6edf87740324011594b5a528ed6471ae55e327ed6cad68c']),
      {
        ...graph('language_model_q4.onnx', [
          227_911,
          '7f8cdca83b2493536cbf3acf421199808a3d68736f55f4eabd20ef8a99da4313',
        ]),
        variant: 'int4',
      },
      {
        ...graph('language_model_q4.onnx_data', [
          353_621_248,
          'e79ab8784122a501718868b9631ff46e151c552d9b24e50f25d721f375e3526c',
        ]),
        variant: 'int4',
      },
      {
        ...graph('language_model_fp16.onnx', [
          172_657,
          '0c36a5bbbc2a4ed8c345033896612cd320fd0971a0f5e6447ab4cdd2d7f22e36',
        ]),
        variant: 'fp16',
      },
      {
        ...graph('language_model_fp16.onnx_data', [
          1_040_316_416,
          '16dca11ae994e78427fa3090cc6faf347a15988ca40809c1bd9f2721f3b759a0',
        ]),
        variant: 'fp16',
      },
      graph('conditional_decoder.onnx', [
        6_350_448,
        '1656d0d31332bae1854839959a3139300ebb67c178651dfa3f8c5fbfa5351351',
      ]),
      graph('conditional_decoder.onnx_data', [
        533_970_816,
        '51d58345a272747665ec9d5bb61e01835258a940e321a288582ac4c18cf01b5a',
      ]),
    ],
    variants: { cpu: 'int4', cuda: 'fp16' },
    licence: { name: 'MIT', commercialUse: 'yes', note: 'a voice is cloned only with the consent of its speaker' },
    languages: Object.keys(CHATTERBOX_LANGUAGES),
    memoryMiB: 3500,
    providers: ['cpu', 'cuda'],
    citation: 'Resemble AI: Chatterbox-TTS, 2025',
  },
];
