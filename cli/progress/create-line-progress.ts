import type { JobStatus, StageStatus } from '../../pipeline/contracts/job-status.js';
import type { TextSink } from '../cli-io.js';
import { formatBytes } from '../text/format-bytes.js';
import { safeText } from '../text/safe-text.js';
import { describeStage } from './describe-stage.js';
import type { ProgressPhase, ProgressReporter } from './progress-reporter.js';

/** Progress as lines that are never redrawn, one for each change: for logs, pipes and CI. */
export function createLineProgress(sink: TextSink): ProgressReporter {
  const told = new Set<string>();
  const tellOnce = (key: string, line: string): void => {
    if (told.has(key)) return;
    told.add(key);
    sink.write(`${safeText(line)}\n`);
  };
  return {
    phase: (phase) => {
      if (phase.kind !== 'job') {
        const line = describeTransfer(phase);
        return tellOnce(line, line);
      }
      const { status } = phase;
      tellOnce(`job ${status.id}`, `job ${status.id}: ${describeJob(status)}`);
      for (const stage of status.stages) tellOnce(stageKey(status, stage), describeStage(stage));
    },
    note: (text) => sink.write(`${text}\n`),
    clear: () => undefined,
    end: () => undefined,
  };
}

function describeJob(status: JobStatus): string {
  return `${status.name}, ${status.sourceLanguage} to ${status.targets.map(({ language }) => language).join(', ')}`;
}

function stageKey(status: JobStatus, { stage, language, state }: StageStatus): string {
  return `stage ${status.id} ${stage} ${language ?? ''} ${state}`;
}

function describeTransfer(phase: Exclude<ProgressPhase, { kind: 'job' }>): string {
  switch (phase.kind) {
    case 'starting-cloud':
      return 'starting the cloud on this machine';
    case 'waiting-for-server':
      return 'the server does not answer; trying again';
    case 'reading':
      return `reading ${phase.name} (${formatBytes(phase.totalBytes)})`;
    case 'uploading':
      return phase.doneBytes < phase.totalBytes ? `uploading ${phase.name}` : `uploaded ${phase.name}`;
    case 'stored':
      return `${phase.name} is stored already, nothing to upload`;
    case 'downloading':
      return `fetching ${phase.name} (${formatBytes(phase.totalBytes)})`;
    default:
      return phase satisfies never;
  }
}
