import { isSupportedNode } from '../setup/is-supported-node.mjs';

/** Less free space than this and even a short job may not fit, in bytes. */
const MIN_FREE_BYTES = 1024 ** 3;

/** Filters, encoders and demuxers of ffmpeg the worker calls by name. */
const FFMPEG_FEATURES = [
  'libx264',
  'aac',
  'mov_text',
  'scdet',
  'loudnorm',
  'ebur128',
  'sidechaincompress',
  'silencedetect',
  'subtitles',
  'file',
];

/** Tools that only deploying or the official emulators need. */
const TOOLS = /** @type {const} */ ([
  [
    'func',
    'starts the app under the official Functions host',
    'npm install --global azure-functions-core-tools@4 --unsafe-perm true',
    'brew install azure-functions-core-tools@4',
  ],
  [
    'az',
    'deploys to Azure',
    'see https://learn.microsoft.com/cli/azure/install-azure-cli-linux',
    'brew install azure-cli',
  ],
  ['bicep', 'compiles the infrastructure', 'az bicep install', 'brew install bicep'],
  [
    'docker',
    'runs the official emulators and builds the worker image',
    'apt-get install -y docker.io',
    'brew install --cask docker',
  ],
]);

/**
 * @typedef {Readonly<{ id: string, capability: string, need: import('../setup/read-packages.mjs').Need, isPresent: boolean,
 *   found: string, gives: string, install: Readonly<{ debian: string, macos: string }> }>} Check
 */

/**
 * Judges what was found: one check per thing this project can use, required ones first.
 * @param {import('./probe-machine.mjs').MachineFacts} facts
 * @param {readonly import('../setup/read-packages.mjs').SystemPackage[]} packages
 * @param {string} nodeRange the `engines.node` of package.json
 * @returns {readonly Check[]}
 */
export function listChecks(facts, packages, nodeRange) {
  const checks = [
    ...listFoundations(facts, nodeRange),
    ...packages.map((item) => checkPackage(item, facts)),
    ...TOOLS.map(([name, gives, debian, macos]) => checkTool({ name, gives, debian, macos, path: facts.tools[name] })),
  ];
  const rank = { required: 0, recommended: 1, tests: 2, optional: 3 };
  return checks.toSorted((left, right) => rank[left.need] - rank[right.need]);
}

/**
 * @param {import('./probe-machine.mjs').MachineFacts} facts
 * @param {string} nodeRange
 * @returns {readonly Check[]}
 */
function listFoundations(facts, nodeRange) {
  const lost =
    facts.ffmpegVersion === undefined ? [] : FFMPEG_FEATURES.filter((word) => !facts.ffmpegWords.includes(word));
  const nvm = 'install Node 22 from https://nodejs.org or with your version manager';
  return [
    {
      id: 'node',
      capability: 'runtime',
      need: 'required',
      isPresent: isSupportedNode(facts.nodeVersion, nodeRange),
      found: facts.nodeVersion,
      gives: `runs everything; wanted: ${nodeRange}`,
      install: { debian: nvm, macos: 'brew install node@22' },
    },
    {
      id: 'npm-packages',
      capability: 'runtime',
      need: 'required',
      isPresent: facts.hasInstalled,
      found: facts.hasInstalled ? 'node_modules' : 'nothing',
      gives: 'the libraries this project builds on',
      install: { debian: 'npm ci', macos: 'npm ci' },
    },
    {
      id: 'ffmpeg-features',
      capability: 'media',
      need: 'required',
      isPresent: facts.ffmpegVersion !== undefined && lost.length === 0,
      found: describeFfmpeg(facts.ffmpegVersion, lost),
      gives: 'the filters and encoders the worker calls by name',
      install: {
        debian: `${facts.isRoot ? '' : 'sudo '}apt-get install -y --no-install-recommends ffmpeg`,
        macos: 'brew install ffmpeg',
      },
    },
    ...Object.entries(facts.freeBytes).map(([folder, bytes]) => checkSpace(folder, bytes)),
  ];
}

/**
 * @param {string | undefined} version
 * @param {readonly string[]} lost
 */
function describeFfmpeg(version, lost) {
  if (version === undefined) return 'no ffmpeg';
  return lost.length === 0 ? `ffmpeg ${version}` : `ffmpeg ${version} without ${lost.join(', ')}`;
}

/**
 * @param {string} folder
 * @param {number} bytes
 * @returns {Check}
 */
function checkSpace(folder, bytes) {
  const free = 'free space on that disk';
  return {
    id: `disk ${folder}`,
    capability: 'disk',
    need: 'required',
    isPresent: bytes >= MIN_FREE_BYTES,
    found: `${(bytes / 1024 ** 3).toFixed(1)} GiB free`,
    gives: 'room for uploads, artifacts and outputs',
    install: { debian: free, macos: free },
  };
}

/**
 * @param {import('../setup/read-packages.mjs').SystemPackage} item
 * @param {import('./probe-machine.mjs').MachineFacts} facts
 * @returns {Check}
 */
function checkPackage(item, facts) {
  const isPresent = !facts.missingIds.includes(item.id);
  const none = 'not packaged for Homebrew; run Polydub in a Debian container or on Azure for this one';
  return {
    id: item.id,
    capability: item.capability,
    need: item.need,
    isPresent,
    found: isPresent ? (item.probe.command ?? item.probe.file ?? '') : 'nothing',
    gives: item.gives,
    install: {
      debian: `${facts.isRoot ? '' : 'sudo '}apt-get install -y --no-install-recommends ${item.debian.join(' ')}`,
      macos: item.brew.length > 0 ? `brew install ${item.brew.join(' ')}` : none,
    },
  };
}

/**
 * @param {Readonly<{ name: string, gives: string, debian: string, macos: string, path: string | undefined }>} params
 * @returns {Check}
 */
function checkTool({ name, gives, debian, macos, path }) {
  return {
    id: name,
    capability: 'azure',
    need: 'optional',
    isPresent: path !== undefined,
    found: path ?? 'nothing',
    gives,
    install: { debian, macos },
  };
}
