import type { EngineDescriptor } from '../../../pipeline/contracts/engine-descriptor.js';
import { modelCatalogue } from '../models/model-catalogue.js';
import { CHATTERBOX_LANGUAGES } from './chatterbox/chatterbox-languages.js';
import { KOKORO_LANGUAGES } from './kokoro/kokoro-language.js';
import { NLLB_LANGUAGES } from './neural-translator/nllb-languages.js';
import { HY_MT_LANGUAGES } from './neural-translator-hy-mt/hy-mt-languages.js';
import { PARAKEET_LANGUAGES } from './parakeet/parakeet-languages.js';
import { piperVoices } from './piper/piper-voices.js';
import { WHISPER_LANGUAGES } from './whisper/whisper-languages.js';

/** An engine that works with weights of the model registry. Licence, version and fingerprint come from those. */
export interface NeuralEngineFacts {
  readonly id: string;
  readonly capability: EngineDescriptor['capability'];
  /** Of our code around the model: raise it when it makes other bytes. */
  readonly version: string;
  /** Embedded engines have 10 to 30, managed services 90. */
  readonly quality: number;
  /** Models it cannot do without. */
  readonly needs: readonly string[];
  /** Models of which one is enough, each for the languages of its own; the first one here is named where all are missing. */
  readonly anyOf?: readonly string[];
  /** BCP-47; of an engine with `anyOf`, the languages are those of the models that are here. */
  readonly languages?: readonly string[];
  /** Programs it cannot do without, from Debian packages of the same name. */
  readonly programs?: readonly string[];
  /**
   * `gpu`: worth a worker with a GPU, at several times the price and minutes of start, where a deployment has one. Large
   * transformers and generators are; what keeps up with speech on a CPU core is not, and neither is what helps the
   * engine of a unit: it works where that one does.
   */
  readonly placement?: 'gpu';
  /** From each to each of these, for a translator that has them all in one model. */
  readonly isAnyToAny?: boolean;
}

const OPUS_MODELS = modelCatalogue.map(({ id }) => id).filter((id) => id.startsWith('opus-mt-'));

/** Each with the weights that tell whether it is worth using: cleaning clean speech costs words. */
const DENOISERS: readonly NeuralEngineFacts[] = [
  { id: 'gtcrn', capability: 'denoiser', version: '2', quality: 60, needs: ['gtcrn', 'dnsmos-p835'], languages: [] },
  { id: 'dtln', capability: 'denoiser', version: '2', quality: 50, needs: ['dtln', 'dnsmos-p835'], languages: [] },
];

/**
 * What takes dialogue out of a programme. The first one is the one to have: made for soundtracks, and quick. TIGER does
 * better in fifty times the time, networks for songs know singing best; those work where they are asked for.
 */
const SEPARATORS: readonly NeuralEngineFacts[] = [
  { id: 'cocktail-fork', quality: 60, needs: ['cocktail-fork-mrx'] },
  { id: 'tiger', quality: 55, needs: ['tiger-dnr'], placement: 'gpu' } as const,
  { id: 'mdx-kim-2', quality: 45, needs: ['mdx-kim-vocal-2'], placement: 'gpu' } as const,
  { id: 'mdx-voc-ft', quality: 44, needs: ['uvr-mdx-voc-ft'], placement: 'gpu' } as const,
  { id: 'demucs', quality: 40, needs: ['htdemucs'], placement: 'gpu' } as const,
].map((facts) => ({ ...facts, capability: 'source-separator', version: '1', languages: ['mul'] }));

/** As sure on clear faces as the embedded tracker and twice as slow; it loses faces in old film. Works where asked for. */
const FACE_TRACKERS: readonly NeuralEngineFacts[] = [
  {
    id: 'mediapipe',
    capability: 'face-tracker',
    version: '1',
    quality: 15,
    needs: ['yunet-2023-dynamic', 'facemesh-478'],
    languages: ['mul'],
  },
];

/** On what we have it settled nothing the lips and the sound had not: it works where it is asked for. */
const ACTIVE_SPEAKERS: readonly NeuralEngineFacts[] = [
  {
    id: 'light-asd',
    capability: 'active-speaker',
    version: '1',
    quality: 15,
    needs: ['light-asd-ava'],
    languages: ['mul'],
  },
];

/** Of use to drawn mouths alone, at a second of a CPU core for each: works where it is asked for. */
const PICTURE_ENLARGERS: readonly NeuralEngineFacts[] = [
  {
    id: 'real-esrgan',
    capability: 'picture-enlarger',
    version: '1',
    quality: 15,
    needs: ['realesr-general-x4v3'],
    languages: ['mul'],
  },
];

/** Softer than the speaker's own mouths, which have 20: they work where they are asked for. */
const MOUTH_RENDERERS: readonly NeuralEngineFacts[] = [
  {
    id: 'dh-live',
    capability: 'mouth-renderer',
    version: '2',
    quality: 15,
    needs: ['dh-live-mini'],
    languages: ['mul'],
  },
  {
    id: 'wav2lip',
    capability: 'mouth-renderer',
    version: '2',
    quality: 10,
    needs: ['wav2lip'],
    languages: ['mul'],
    placement: 'gpu',
  },
];

const DIARIZERS: readonly NeuralEngineFacts[] = [
  {
    id: 'pyannote',
    capability: 'diarizer',
    version: '1',
    quality: 60,
    needs: ['pyannote-segmentation-3', 'wespeaker-resnet34-lm'],
    languages: ['mul'],
  },
];

/** Every neural engine, whether its weights are here or not. */
export function neuralEngines(): readonly NeuralEngineFacts[] {
  return [
    {
      id: 'parakeet',
      capability: 'speech-recognizer',
      version: '1',
      quality: 85,
      needs: ['parakeet-tdt-v3'],
      placement: 'gpu',
      languages: PARAKEET_LANGUAGES,
    },
    {
      id: 'whisper',
      capability: 'speech-recognizer',
      version: '2',
      quality: 80,
      needs: ['whisper-large-v3-turbo'],
      placement: 'gpu',
      languages: WHISPER_LANGUAGES,
    },
    {
      id: 'whisper-base',
      capability: 'speech-recognizer',
      version: '2',
      quality: 50,
      needs: ['whisper-base'],
      languages: WHISPER_LANGUAGES,
    },
    { id: 'opus-mt', capability: 'translator', version: '2', quality: 50, needs: [], anyOf: OPUS_MODELS },
    {
      id: 'hy-mt',
      capability: 'translator',
      version: '1',
      quality: 45,
      needs: ['hy-mt2-1-8b'],
      placement: 'gpu',
      languages: Object.keys(HY_MT_LANGUAGES),
      isAnyToAny: true,
    },
    {
      id: 'nllb',
      capability: 'translator',
      version: '2',
      quality: 60,
      needs: ['nllb-200-distilled-600m'],
      placement: 'gpu',
      languages: Object.keys(NLLB_LANGUAGES),
      isAnyToAny: true,
    },
    {
      id: 'kokoro',
      capability: 'speech-synthesizer',
      version: '1',
      quality: 70,
      needs: ['kokoro-82m'],
      languages: KOKORO_LANGUAGES,
      programs: ['espeak-ng'],
    },
    {
      id: 'piper',
      capability: 'speech-synthesizer',
      version: '2',
      quality: 60,
      needs: [],
      anyOf: piperVoices('yes'),
      programs: ['espeak-ng'],
    },
    {
      id: 'piper-ask',
      capability: 'speech-synthesizer',
      version: '2',
      quality: 55,
      needs: [],
      anyOf: piperVoices('ask'),
      programs: ['espeak-ng'],
    },
    {
      id: 'chatterbox',
      capability: 'voice-cloner',
      version: '1',
      quality: 70,
      needs: ['chatterbox-multilingual'],
      placement: 'gpu',
      languages: Object.keys(CHATTERBOX_LANGUAGES),
    },
    ...DENOISERS,
    ...DIARIZERS,
    ...SEPARATORS,
    ...FACE_TRACKERS,
    ...ACTIVE_SPEAKERS,
    ...PICTURE_ENLARGERS,
    ...MOUTH_RENDERERS,
  ];
}
