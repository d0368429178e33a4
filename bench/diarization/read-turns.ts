import { readFileSync } from 'node:fs';
import type { SpeakerTurn } from '../../pipeline/speech/diarization-error-rate.js';

/** The turns of an RTTM file. */
export function readTurns(path: string): SpeakerTurn[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/u))
    .map(([, , , start = '0', length = '0', , , speaker = '']) => ({
      speaker,
      startMs: Number(start) * 1000,
      endMs: (Number(start) + Number(length)) * 1000,
    }));
}
