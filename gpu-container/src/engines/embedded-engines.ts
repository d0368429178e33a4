import type { EngineDescriptor } from '../../../pipeline/contracts/engine-descriptor.js';
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
  readonly optionalPackages: readonly string[];
  readonly install: string;
  readonly versionWithoutPackage?: string;
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
  optionalPackages: [],
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
  optionalPackages: [],
  install: apt('libespeak-ng1'),
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
  optionalPackages: [],
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
  optionalPackages: [],
  install: `${apt('libttspico-utils')} (Debian's non-free section)`,
});

/** Every embedded engine, installed or not. */
export async function embeddedEngines(): Promise<readonly EngineFacts[]> {
  return [pocketsphinx(), espeak(), flite(), pico()];
}
