import type { JobStatus } from '../../pipeline/contracts/job-status.js';

/** What the CLI is doing right now. Sizes in bytes. */
export type ProgressPhase =
  | { readonly kind: 'starting-cloud' }
  | { readonly kind: 'waiting-for-server' }
  | { readonly kind: 'reading'; readonly name: string; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly kind: 'uploading'; readonly name: string; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly kind: 'stored'; readonly name: string; readonly totalBytes: number }
  | { readonly kind: 'job'; readonly status: JobStatus }
  | { readonly kind: 'downloading'; readonly name: string; readonly doneBytes: number; readonly totalBytes: number };

/** Shows people how far things are, on standard error; owns the terminal's last lines while it lives. */
export interface ProgressReporter {
  readonly phase: (phase: ProgressPhase) => void;
  /** A line that stays. */
  readonly note: (text: string) => void;
  /** Takes what was drawn away again: its place belongs to what comes next. Lines of a log stay. */
  readonly clear: () => void;
  /** Leaves the terminal as a plain program expects it. Idempotent. */
  readonly end: () => void;
}
