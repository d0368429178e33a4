import type { ModelEntry, ModelLicence } from '../model-entry.js';
import { kokoroModel } from './kokoro-model.js';

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

/**
 * A voice refined from `en_US-lessac`, as its MODEL_CARD says: those recordings (Blizzard 2013) are licensed for research only.
 * Whether that holds for what was refined from them, nobody has settled.
 */
const refined = (recordings: string): ModelLicence => ({
  name: `MIT, recordings ${recordings}`,
  commercialUse: 'ask',
  note: 'refined from a voice whose recordings (Blizzard 2013) allow research only',
});
const VITS = 'Hansen: Piper, 2023; Kim et al.: VITS, ICML 2021';

/**
 * Voices. First those whose recordings allow commerce and which were made from nothing else, then those where a person has
 * to look it up.
 */
export const synthesisModels: readonly ModelEntry[] = [
  kokoroModel,
  piper({
    voice: 'sv_SE-nst-medium',
    language: 'sv',
    model: [63_104_526, '20266cf58e93ca2140444b77398aea04'],
    config: [5951, 'a370e4dbc4acb86dfab4a43c28939b3c'],
    licence: { name: 'MIT, recordings CC0-1.0', commercialUse: 'yes' },
    citation: 'KBLab, National Library of Sweden: piper-tts-nst-swedish, 2023; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'nl_BE-rdh-medium',
    language: 'nl',
    model: [63_104_526, '33d3469d745677ec4d7e96eb4145b09e'],
    config: [5951, '652cc22303033a5ddc3dd12e595cd83e'],
    licence: { name: 'MIT, recordings CC0-1.0', commercialUse: 'yes' },
    citation: 'r-dh: Dutch VL TTS; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'kk_KZ-issai-high',
    language: 'kk',
    model: [127_864_258, 'd5a97c25feb0949c187ae5f8e72753e3'],
    config: [6168, '13aaa087c24754c9e7aa14f1e223765a'],
    licence: { name: 'MIT, recordings CC-BY-4.0', commercialUse: 'yes' },
    citation: 'Mussakhojayeva et al.: KazakhTTS2, LREC 2022; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'de_DE-thorsten-medium',
    language: 'de',
    model: [63_201_294, 'a129b00fb3078df43c96bab6c94535c0'],
    config: [6923, '0ba02428e952e6556157df235b740e93'],
    licence: refined('CC0-1.0'),
    citation: 'Müller, Kreutz: Thorsten-Voice, 2021; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'fr_FR-siwis-medium',
    language: 'fr',
    model: [63_201_294, '20e876e8c839e9b11a26085858f2300c'],
    config: [7006, 'ae79606057c9a36af84e3bef86bfffb4'],
    licence: refined('CC-BY-4.0'),
    citation: 'Honnet et al.: The SIWIS French Speech Synthesis Database, 2017; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'en_GB-alba-medium',
    language: 'en-GB',
    model: [63_201_294, 'c07f313752bb3aba8061041666251654'],
    config: [7013, '58b58c2541079e5ae693f93ffd15becf'],
    licence: refined('CC-BY-4.0'),
    citation: 'Valentini-Botinhao: Alba speech corpus, University of Edinburgh; Kim et al.: VITS, ICML 2021',
  }),
  piper({
    voice: 'es_ES-davefx-medium',
    language: 'es',
    model: [63_201_294, 'dc515cd4ecc5f6f72fe14a941188fc9c'],
    config: [6921, 'e3ea0eebe0f918c3d2430262a4a454ca'],
    licence: refined('CC0-1.0'),
    citation: VITS,
  }),
  piper({
    voice: 'pt_BR-faber-medium',
    language: 'pt-BR',
    model: [63_201_294, 'e0724a2f07965f6523d2a1e96b488a4c'],
    config: [6969, 'cbd8c19032f775db27d563b3bc3df7c6'],
    licence: refined('CC0-1.0'),
    citation: VITS,
  }),
  piper({
    voice: 'ca_ES-upc_ona-medium',
    language: 'ca',
    model: [63_201_294, '58ff3b049b6b721a4c353a551ec5ef3a'],
    config: [7008, '2340f71d7b29683f746db6e03c0dfabd'],
    licence: refined('CC-BY-SA-3.0-ES'),
    citation: VITS,
  }),
  piper({
    voice: 'it_IT-riccardo-x_low',
    language: 'it',
    model: [28_130_791, '2c564b67f6bfaf3ad02d28ab528929b8'],
    config: [5955, '110a150990a72d9533677b914cb028ce'],
    licence: { name: 'MIT, recordings: see the MODEL_CARD of the voice', commercialUse: 'ask' },
    citation: VITS,
  }),
  piper({
    voice: 'ru_RU-denis-medium',
    language: 'ru',
    model: [63_201_294, '76c2f14e521fef3ed574f97ad492728e'],
    config: [6920, 'cdecd72b59bbd7b22f406d91e0680beb'],
    licence: refined('CC0-1.0'),
    citation: VITS,
  }),
  piper({
    voice: 'pl_PL-gosia-medium',
    language: 'pl',
    model: [63_201_294, 'ecf817530e575025166e454adde1f382'],
    config: [6920, '82fe5f840c3af4c98e8a1430431ecdbd'],
    licence: refined('CC0-1.0'),
    citation: VITS,
  }),
  piper({
    voice: 'nl_BE-nathalie-medium',
    language: 'nl',
    model: [63_201_294, 'ab0c38b5f66764b59ad9e3e98b1c2172'],
    config: [7009, 'ed7e4ab955d9514f4274ad93cafe0618'],
    licence: refined('CC0-1.0'),
    citation: VITS,
  }),
  piper({
    voice: 'tr_TR-dfki-medium',
    language: 'tr',
    model: [63_201_294, 'f51287b350a042dd8d67b2b215145e5a'],
    config: [4960, '683c97d5bf7588abb4d7b9ff556c9466'],
    licence: { name: 'MIT, recordings CC-BY-NC-SA-4.0', commercialUse: 'no' },
    citation: VITS,
  }),
];
