import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compareCuts } from '../../../pipeline/shots/compare-cuts.js';
import { findCuts } from '../../../pipeline/shots/find-cuts.js';
import { parseSceneScores } from '../../../pipeline/shots/parse-scene-scores.js';
import { samplePath } from '../../samples/sample-path.js';

/** Real footage without a cut in it (looked at frame by frame), and the second each piece starts at. */
const pieces = [
  ['samples/talk/open-dubbing__englishvideo.mp4', 0],
  ['samples/talk/shared-assets__friday.mp4', 0],
  ['samples/talk/SoniTranslate__Video.mp4', 0],
  ['samples/bad/auto-editor__example.mp4', 5],
  ['samples/talk/open-dubbing__englishvideo.mp4', 5],
  ['samples/talk/shared-assets__friday.mp4', 3],
  ['samples/talk/SoniTranslate__Video.mp4', 8],
] as const;
const pieceSeconds = 2;
const paths = pieces.map(([name]) => samplePath(name));

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cuts-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const ffmpeg = (args: readonly string[]) => promisify(execFile)('ffmpeg', ['-nostdin', '-y', ...args]);

it.skipIf(paths.includes(undefined))(
  'finds every cut between pieces of real footage, and none inside (needs the samples)',
  async () => {
    const inputs = pieces.flatMap(([, second], index) => [
      '-ss',
      String(second),
      '-t',
      String(pieceSeconds),
      '-i',
      paths[index] ?? '',
    ]);
    const scaled = pieces.map((_, index) => `[${index}:v]scale=640:360,fps=25,setsar=1,setpts=PTS-STARTPTS[v${index}]`);
    const joined = `${scaled.join(';')};${pieces.map((_, index) => `[v${index}]`).join('')}concat=n=${pieces.length}[v]`;
    const clip = join(directory, 'joined.mp4');
    await ffmpeg([
      '-v',
      'error',
      ...inputs,
      '-filter_complex',
      joined,
      '-map',
      '[v]',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      clip,
    ]);

    const { stderr } = await ffmpeg(['-i', clip, '-vf', 'scale=320:-2,scdet=threshold=10', '-f', 'null', '-']);
    const marked = pieces.slice(1).map((_, index) => (index + 1) * pieceSeconds * 1000);
    const agreement = compareCuts(findCuts(parseSceneScores(stderr)), marked);

    expect(agreement).toMatchObject({ f1: 1, missedMs: [], inventedMs: [] });
  },
);
