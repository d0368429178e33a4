import { PipelineError } from '../../../errors/pipeline-error.js';
import type { ReadWarning, SubtitleFormat } from '../../model/subtitle-document.js';

/** Collects what a reader forgives; throws where forgiving would lose text, unless told to recover. */
export interface ReadLog {
  readonly warnings: readonly ReadWarning[];
  /** Something odd that costs no text. */
  readonly warn: (line: number, message: string) => void;
  /** Text would be lost here: `transcript-invalid` naming the line, or a warning when recovering. */
  readonly lose: (line: number, message: string) => void;
  /** Nothing can be made of the file: always `transcript-invalid`. */
  readonly refuse: (line: number, message: string) => never;
}

/** More warnings than this are counted, not kept: a hostile file must not fill the memory with complaints. */
const warningLimit = 1000;

/** A log for one file. */
export function createReadLog(format: SubtitleFormat, isRecovering: boolean): ReadLog {
  const warnings: ReadWarning[] = [];
  const warn = (line: number, message: string): void => {
    if (warnings.length < warningLimit) warnings.push({ line, message });
  };
  const refuse = (line: number, message: string): never => {
    throw new PipelineError('transcript-invalid', `${format.toUpperCase()} line ${line}: ${message}`);
  };
  return {
    warnings,
    warn,
    lose: (line, message) => (isRecovering ? warn(line, message) : refuse(line, message)),
    refuse,
  };
}
