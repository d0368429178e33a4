import { existsSync } from 'node:fs';
import type { EngineDescriptor } from '../../../pipeline/contracts/engine-descriptor.js';
import { faceModelPlaces } from '../faces/face-model-places.js';
import { APERTIUM_MODES_DIRECTORY, findModes } from './apertium/find-modes.js';
import { findRoutes, routePath } from './apertium/find-routes.js';
import { MEASURED_CHRF } from './apertium/measured-chrf.js';
import { ESPEAK_LANGUAGES } from './espeak/espeak-languages.js';
import { PICO_LANGUAGES } from './pico/create-pico-synthesizer.js';
import { vadModelPath } from './silero-vad/vad-model.js';

/** An engine as the survey knows it: what it can do, what must be there for it, and how to install that. */
export interface EngineFacts {
  readonly engine: Omit<EngineDescriptor, 'version' | 'fingerprint' | 'tier'>;
  readonly programs: readonly string[];
  /** Files that must exist; each entry is a list of places, one of which is enough. */
  readonly files: ReadonlyArray<readonly string[]>;
  /** Debian packages whose versions make the fingerprint; the first gives the engine its version. */
  readonly packages: readonly string[];
  /** Further packages that are part of the engine wherever they are installed. */
  readonly packagePattern?: RegExp;
  readonly install: string;
  readonly versionWithoutPackage?: string;
  /** A file that tells the digests of what the engine is made of; its own digest is then the fingerprint. */
  readonly manifest?: string;
}

const apt = (...packages: readonly string[]): string => `sudo apt-get install -y ${packages.join(' ')}`;
const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib', '/usr/local/lib'];
const library = (name: string): readonly string[] => LIBRARY_FOLDERS.map((folder) => `${folder}/${name}`);

const pocketsphinx = (): EngineFacts => ({
  engine: {
    id: 'pocketsphinx',
    capability: 'speech-recognizer',
    licence: 'BSD-2-Clause',
    isCommercialUseAllowed: true,
    quality: 20,
    languages: ['en'],
  },
  programs: ['pocketsphinx_batch'],
  files: [['/usr/share/pocketsphinx/model/en-us/en-us/mdef'], [vadModelPath()]],
  packages: ['pocketsphinx', 'pocketsphinx-en-us', 'libpocketsphinx3'],
  install: apt('pocketsphinx', 'pocketsphinx-en-us'),
});

const espeak = (): EngineFacts => ({
  engine: {
    id: 'espeak',
    capability: 'speech-synthesizer',
    licence: 'GPL-3.0-or-later',
    isCommercialUseAllowed: true,
    quality: 10,
    languages: [...ESPEAK_LANGUAGES],
  },
  programs: [],
  files: [[...library('libespeak-ng.so.1'), '/opt/homebrew/lib/libespeak-ng.dylib']],
  packages: ['libespeak-ng1', 'espeak-ng-data'],
  install: apt('libespeak-ng1'),
});

const espeakAligner = (): EngineFacts => ({
  ...espeak(),
  engine: { ...espeak().engine, id: 'espeak-aligner', capability: 'speech-aligner' },
  files: [...espeak().files, [vadModelPath()]],
});

const flite = (): EngineFacts => ({
  engine: {
    id: 'flite',
    capability: 'speech-synthesizer',
    licence: 'MIT-CMU',
    isCommercialUseAllowed: true,
    quality: 30,
    languages: ['en'],
  },
  programs: ['flite'],
  files: [],
  packages: ['flite', 'libflite1'],
  install: apt('flite'),
});

const pico = (): EngineFacts => ({
  engine: {
    id: 'pico',
    capability: 'speech-synthesizer',
    licence: 'Apache-2.0',
    isCommercialUseAllowed: true,
    quality: 25,
    languages: [...PICO_LANGUAGES],
  },
  programs: ['pico2wave'],
  files: [],
  packages: ['libttspico-utils', 'libttspico-data', 'libttspico0'],
  install: `${apt('libttspico-utils')} (Debian's non-free section)`,
});

/** The pairs worth installing from English and between the Romance languages. */
const APERTIUM_PAIRS = [
  ...['apertium-eng-spa', 'apertium-eng-cat', 'apertium-en-gl', 'apertium-eo-en', 'apertium-es-pt', 'apertium-fr-es'],
  ...[
    'apertium-spa-cat',
    'apertium-spa-ita',
    'apertium-spa-ast',
    'apertium-spa-arg',
    'apertium-oc-es',
    'apertium-es-gl',
  ],
  ...['apertium-fra-cat', 'apertium-cat-ita', 'apertium-por-cat', 'apertium-pt-gl'],
];

async function apertium(): Promise<EngineFacts> {
  const routes = findRoutes(await findModes());
  return {
    engine: {
      id: 'apertium',
      capability: 'translator',
      licence: 'GPL-2.0-or-later',
      isCommercialUseAllowed: true,
      quality: 10,
      languages: [...new Set(routes.flatMap((route) => [route.from, route.to]))].sort(),
      pairs: routes.map((route) => {
        const chrF = MEASURED_CHRF[`${route.from} ${route.to}`];
        return { from: route.from, to: route.to, path: routePath(route), ...(chrF === undefined ? {} : { chrF }) };
      }),
    },
    programs: ['lt-proc', 'apertium-transfer', 'apertium-tagger'],
    // without a single pair the programs are of no use
    files: [routes.length > 0 ? [APERTIUM_MODES_DIRECTORY] : [`${APERTIUM_MODES_DIRECTORY}/eng-spa.mode`]],
    packages: ['apertium', 'lttoolbox'],
    packagePattern: /^(lib)?(apertium|lttoolbox|cg3)/,
    install: apt('apertium', ...APERTIUM_PAIRS),
  };
}

const FACE_MODELS = ['face-detector', 'face-landmarks', 'face-identity'] as const;

/** The models come from one npm package and are converted at build. */
const faces = (engine: Pick<EngineDescriptor, 'id' | 'capability' | 'licence'>): EngineFacts => ({
  engine: { ...engine, isCommercialUseAllowed: true, quality: 20, languages: ['mul'] },
  programs: [],
  files: [...FACE_MODELS.map(faceModelPlaces), faceModelPlaces('manifest')],
  packages: [],
  install: 'npm run setup',
  versionWithoutPackage: '3.0.4',
  manifest: faceModelPlaces('manifest').find(existsSync) ?? '',
});

/** Arithmetic of this project: always there, with a version of its own to raise when it makes other bytes. */
const own = (engine: Pick<EngineDescriptor, 'id' | 'capability'>): EngineFacts => ({
  engine: { ...engine, licence: 'part of Polydub', isCommercialUseAllowed: true, quality: 20, languages: ['mul'] },
  programs: [],
  files: [],
  packages: [],
  install: 'npm run setup',
  versionWithoutPackage: '1',
});

/** Every embedded engine, installed or not. */
export async function embeddedEngines(): Promise<readonly EngineFacts[]> {
  return [
    ...[pocketsphinx(), await apertium(), espeak(), espeakAligner(), flite(), pico()],
    own({ id: 'centre-extraction', capability: 'source-separator' }),
    own({ id: 'voice-clusters', capability: 'diarizer' }),
    faces({ id: 'human-models', capability: 'face-tracker', licence: 'MIT' }),
    faces({ id: 'own-mouth', capability: 'mouth-renderer', licence: 'part of Polydub; face models MIT' }),
  ];
}
