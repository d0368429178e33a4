import type { ModelEntry, ModelLicence } from '../model-entry.js';

interface PiperVoice {
  /** As its publisher names it: `de_DE-thorsten-medium`. */
  readonly voice: string;
  readonly language: string;
  /** Bytes and MD5, from the list of voices its publisher keeps. */
  readonly model: readonly [sizeBytes: number, md5: string];
  readonly config: readonly [sizeBytes: number, md5: string];
  readonly licence: ModelLicence;
  readonly citation: string;
}

const piper = ({ voice, language, model, config, licence, citation }: PiperVoice): ModelEntry => {
  const [locale = '', name = '', quality = ''] = voice.split('-');
  const folder = `${locale.slice(0, 2)}/${locale}/${name}/${quality}/${voice}.onnx`;
  return {
    id: `piper-${voice.toLowerCase().replaceAll('_', '-')}`,
    title: `Piper voice ${voice}`,
    task: 'speech-synthesis',
    origin: { kind: 'hub', repo: 'rhasspy/piper-voices', revision: 'v1.0.0' },
    files: [
      { path: 'voice.onnx', originPath: folder, sizeBytes: model[0], md5: model[1] },
      { path: 'voice.onnx.json', originPath: `${folder}.json`, sizeBytes: config[0], md5: config[1] },
    ],
    licence,
    languages: [language],
    memoryMiB: 150,
    providers: ['cpu', 'cuda'],
    citation,
  };
};

/** Kokoro's voices by language, as they are named in its repository. */
const KOKORO_VOICES = [
  'af_heart',
  'am_michael',
  'bf_emma',
  'bm_george',
  'ef_dora',
  'em_alex',
  'ff_siwis',
  'if_sara',
  'im_nicola',
  'pf_dora',
  'pm_alex',
];

/** Voices. Piper's are listed where the licence of the recordings is known to allow commerce. */
export const synthesisModels: readonly ModelEntry[] = [
  {
    id: 'kokoro-82m',
    title: 'Kokoro v1.0, 82 M parameters',
    task: 'speech-synthesis',
    origin: { kind: 'hub', repo: 'onnx-community/Kokoro-82M-v1.0-ONNX', revision: 'main' },
    files: [
      { path: 'tokenizer.json' },
      ...KOKORO_VOICES.map((voice) => ({ path: `voices/${voice}.bin` })),
      { path: 'onnx/model_quantized.onnx', variant: 'int8' },
      { path: 'onnx/model.onnx', variant: 'fp32' },
    ],
    variants: { cpu: 'int8', cuda: 'fp32' },
    licence: { name: 'Apache-2.0', commercialUse: 'yes' },
    languages: ['en', 'es', 'fr', 'it', 'pt'],
    memoryMiB: 500,
    providers: ['cpu', 'cuda'],
    citation: 'hexgrad: Kokoro-82M, 2025; Li et al.: StyleTTS 2, NeurIPS 2023',
  },
  piper({
    voice: 'de_DE-thorsten-medium',
    language: 'de',
    model: [63_201_294, 'a129b00fb3078df43c96bab6c94535c0'],
    config: [6923, '0ba02428e952e6556157df235b740e93'],
    licence: { name: 'MIT, recordings CC0-1.0', commercialUse: 'yes' },
    citation: 'Müller, Kreutz: Thorsten-Voice, 2021; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'fr_FR-siwis-medium',
    language: 'fr',
    model: [63_201_294, '20e876e8c839e9b11a26085858f2300c'],
    config: [7006, 'ae79606057c9a36af84e3bef86bfffb4'],
    licence: { name: 'MIT, recordings CC-BY-4.0', commercialUse: 'yes' },
    citation: 'Honnet et al.: The SIWIS French Speech Synthesis Database, 2017; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'en_GB-alba-medium',
    language: 'en-GB',
    model: [63_201_294, 'c07f313752bb3aba8061041666251654'],
    config: [7013, '58b58c2541079e5ae693f93ffd15becf'],
    licence: { name: 'MIT, recordings CC-BY-4.0', commercialUse: 'yes' },
    citation: 'Valentini-Botinhao: Alba speech corpus, University of Edinburgh; Kim et al.: VITS, ICML 2021',
  }),
];
