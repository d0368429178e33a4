import { PipelineError } from '../../../../pipeline/errors/pipeline-error.js';
import { subtitleFormats } from '../../../../pipeline/subtitles/model/subtitle-document.js';
import { readSubtitles } from '../../../../pipeline/subtitles/read-subtitles.js';
import { writeSubtitles } from '../../../../pipeline/subtitles/write-subtitles.js';
import { createRandom, mutateBytes } from './mutate-bytes.js';

/** What a run has seen. */
export interface FuzzResult {
  readonly files: number;
  readonly refused: number;
  readonly slowestMs: number;
  /** The seed that gave the slowest file. */
  readonly slowestSeed: number;
  readonly heapGrowthBytes: number;
  readonly faults: readonly string[];
}

/** How long to run and on what. */
export interface FuzzReadersParams {
  readonly seeds: readonly Uint8Array[];
  readonly durationMs: number;
  readonly seed: number;
}

/** One file may take this much processor time (a busy machine makes the clock on the wall say nothing): far above any honest one of its size, far below what a person calls a hang. */
const slowMs = 2000;

/** A reader either reads a file, and what it read can be written, or refuses it with a coded error. */
const tryFile = (
  bytes: Uint8Array,
  format: (typeof subtitleFormats)[number] | undefined,
): 'read' | 'refused' | string => {
  try {
    const document = readSubtitles(bytes, { format, recover: true });
    for (const cue of document.cues) {
      if (!Number.isFinite(cue.startMs) || !Number.isFinite(cue.endMs)) return 'a time that is not a number';
    }
    for (const target of subtitleFormats) writeSubtitles(document.cues, target, { language: 'en', source: document });
    return 'read';
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'transcript-invalid') return 'refused';
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
};

/** Feeds mutated files to the readers until the time is up; faults hold the seed that brings them back. */
export function fuzzReaders({ seeds, durationMs, seed }: FuzzReadersParams): FuzzResult {
  const faults: string[] = [];
  const deadline = performance.now() + durationMs;
  const heapBefore = process.memoryUsage().heapUsed;
  let files = 0;
  let refused = 0;
  let slowestMs = 0;
  let slowestSeed = seed;
  while (performance.now() < deadline && faults.length < 10) {
    const random = createRandom(seed + files);
    const bytes = mutateBytes(seeds[random(seeds.length)] ?? new Uint8Array(), random);
    const format = random(3) === 0 ? subtitleFormats[random(subtitleFormats.length)] : undefined;
    const before = process.cpuUsage();
    const outcome = tryFile(bytes, format);
    const used = process.cpuUsage(before);
    const tookMs = (used.user + used.system) / 1000;
    if (tookMs > slowestMs) slowestSeed = seed + files;
    slowestMs = Math.max(slowestMs, tookMs);
    if (outcome === 'refused') refused++;
    else if (outcome !== 'read') faults.push(`seed ${seed + files}: ${outcome}`);
    if (tookMs > slowMs) faults.push(`seed ${seed + files}: took ${Math.round(tookMs)} ms`);
    files++;
  }
  return {
    files,
    refused,
    slowestMs,
    slowestSeed,
    heapGrowthBytes: process.memoryUsage().heapUsed - heapBefore,
    faults,
  };
}
