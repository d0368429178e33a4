import type { Capability } from '../contracts/engine-descriptor.js';
import type { StageName } from '../contracts/stage-name.js';

/** Where a unit runs: `inline` in a Functions activity, `cpu` or `gpu` in the container. */
export type Placement = 'inline' | 'cpu' | 'gpu';

export interface StageDefinition {
  /** Raised when the same key would make other bytes. */
  readonly version: number;
  readonly placement: Placement;
  /** The capability an engine must have to run it; absent for stages that need no engine. */
  readonly capability?: Capability;
  /** A task is stopped after this long. */
  readonly timeLimitMs: number;
  /** Share of a typical job's work; only progress bars use it. */
  readonly weight: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** Every stage: its version, where it runs, and its limits. */
export const stageCatalogue: Readonly<Record<StageName, StageDefinition>> = {
  survey: { version: 1, placement: 'cpu', timeLimitMs: 5 * minute, weight: 1 },
  ingest: { version: 1, placement: 'cpu', timeLimitMs: 2 * hour, weight: 1 },
  probe: { version: 1, placement: 'cpu', timeLimitMs: 10 * minute, weight: 1 },
  separate: {
    version: 1,
    placement: 'cpu',
    capability: 'source-separator',
    timeLimitMs: 4 * hour,
    weight: 4,
  },
  'detect-shots': { version: 1, placement: 'cpu', timeLimitMs: 4 * hour, weight: 5 },
  'index-frames': { version: 1, placement: 'cpu', timeLimitMs: hour, weight: 1 },
  'track-faces': {
    version: 1,
    placement: 'cpu',
    capability: 'face-tracker',
    timeLimitMs: 2 * hour,
    weight: 25,
  },
  transcribe: { version: 2, placement: 'cpu', timeLimitMs: 12 * hour, weight: 60 },
  diarize: { version: 1, placement: 'cpu', capability: 'diarizer', timeLimitMs: 4 * hour, weight: 4 },
  'match-faces': { version: 1, placement: 'cpu', timeLimitMs: 2 * hour, weight: 2 },
  translate: { version: 2, placement: 'cpu', capability: 'translator', timeLimitMs: hour, weight: 5 },
  // few jobs clone voices, and none waits for it: it counts for nothing in a progress bar
  'sample-voices': { version: 1, placement: 'cpu', timeLimitMs: hour, weight: 0 },
  synthesize: {
    version: 1,
    placement: 'cpu',
    capability: 'speech-synthesizer',
    timeLimitMs: 2 * hour,
    weight: 8,
  },
  fit: { version: 2, placement: 'inline', timeLimitMs: 10 * minute, weight: 1 },
  mix: { version: 1, placement: 'cpu', timeLimitMs: 4 * hour, weight: 6 },
  'lip-sync': {
    version: 1,
    placement: 'cpu',
    capability: 'mouth-renderer',
    timeLimitMs: 4 * hour,
    weight: 40,
  },
  subtitle: { version: 2, placement: 'inline', timeLimitMs: 10 * minute, weight: 1 },
  package: { version: 3, placement: 'cpu', timeLimitMs: 12 * hour, weight: 3 },
  verify: { version: 2, placement: 'cpu', timeLimitMs: 4 * hour, weight: 4 },
};
