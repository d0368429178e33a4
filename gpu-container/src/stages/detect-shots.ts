import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { ShotList } from '../../../pipeline/contracts/shot-list.js';
import { findCuts } from '../../../pipeline/shots/find-cuts.js';
import { parseSceneScores } from '../../../pipeline/shots/parse-scene-scores.js';
import { escapeFilterValue } from '../../../pipeline/text/escape-filter-value.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { inspectSource } from '../media/inspect-source.js';
import { requireVideo } from '../media/require-video.js';
import { runFfmpeg } from '../media/run-ffmpeg.js';
import { timelineZeroMs } from '../media/timeline-zero.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

/** Cuts are seen as well in a small picture, for a fraction of the work. */
const analysisWidth = 320;
/** Percent of change between two frames, over what the motion before explains, that makes a cut. */
const threshold = 10;

/** `detect-shots`: where the picture cuts. Inputs source and media; output shots. */
export const runDetectShots: RunUnit = async ({ unit, directory, artifacts, signal, onProgress }) => {
  const info = await readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo);
  const video = requireVideo(info);
  const logPath = join(directory, 'cuts.txt');
  const filters = [
    `scale=${analysisWidth}:-2:flags=fast_bilinear`,
    `scdet=threshold=${threshold}:sc_pass=1`,
    `metadata=mode=print:file=${escapeFilterValue(logPath)}`,
  ];
  await runFfmpeg({
    inputs: [{ input: await inspectSource(await artifacts.fetch(inputOf(unit, 'source'))), options: ['-copyts'] }],
    args: ['-map', `0:${video.index}`, '-an', '-sn', '-dn', '-vf', filters.join(','), '-fps_mode', 'passthrough'],
    format: 'null',
    outputPath: '-',
    durationMs: info.durationMs,
    signal,
    onProgress,
  });
  const log = await readFile(logPath, 'utf8').catch(() => ''); // ffmpeg writes no file when nothing was printed
  const zeroMs = timelineZeroMs(info);
  const scores = parseSceneScores(log).map(({ timeMs, score }) => ({ timeMs: timeMs - zeroMs, score }));
  const value: ShotList = { cutsMs: findCuts(scores, { threshold }).filter((timeMs) => timeMs < info.durationMs) };
  return { shots: await storeJsonArtifact({ files: artifacts, directory, name: 'shots', value }) };
};
