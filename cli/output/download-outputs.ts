import { join, resolve } from 'node:path';
import type { JobOutput } from '../../pipeline/contracts/job-output.js';
import type { ProgressReporter } from '../progress/progress-reporter.js';
import type { PolydubSession } from '../session/polydub-session.js';
import { downloadFile } from './download-file.js';
import { safeName } from './safe-name.js';
import type { SavedOutput } from './saved-output.js';
import { videoFolderName } from './video-folder-name.js';

/** Which job's files go where: to `<directory>/<video>/<language>/`. */
export interface DownloadOutputsParams {
  readonly session: PolydubSession;
  readonly progress: ProgressReporter;
  readonly jobId: string;
  readonly videoName: string;
  readonly directory: string;
}

/** Brings all files of a job to this machine; those that are there already, byte for byte, are left alone. Fails with `download-damaged`, `output-not-written`, or as the API does. */
export async function downloadOutputs(params: DownloadOutputsParams): Promise<readonly SavedOutput[]> {
  const { session, progress, jobId } = params;
  const { outputs } = await session.run((api) => api.listOutputs(jobId));
  const saved: SavedOutput[] = [];
  for (const output of outputs) {
    const { url: _signed, ...rest } = output;
    const path = outputPath(params, output);
    const onBytes = (doneBytes: number, totalBytes: number): void =>
      progress.phase({ kind: 'downloading', name: output.name, doneBytes, totalBytes });
    const state = await downloadFile({ session, jobId, output, path, onBytes });
    saved.push({ ...rest, path, state });
  }
  return saved;
}

/** The server names files; here they are made safe again, so that no answer can point outside the folder. */
function outputPath({ session, directory, videoName }: DownloadOutputsParams, { language, name }: JobOutput): string {
  return join(resolve(session.io.cwd, directory), videoFolderName(videoName), safeName(language), safeName(name));
}
