import type { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import type { LipReport } from '../../../pipeline/contracts/lip-report.js';
import type { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import type { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import type { MouthRenderer, PreparedMouths } from '../../../pipeline/ports/mouth-renderer.js';
import type { FaceModels } from '../faces/open-face-models.js';
import type { RgbPicture } from '../faces/rgb-picture.js';
import { openPictureRun, type PictureRun } from '../picture/open-picture-run.js';
import { describePicture, type PictureFormat } from '../picture/picture-format.js';
import { createMouthPainter } from './create-mouth-painter.js';
import { drawSheet } from './draw-sheet.js';
import type { GenerateMouthsDeps } from './generate-mouths.js';
import { type PlannedMouth, planMouths } from './plan-mouths.js';
import { readCrops } from './read-crops.js';
import { readPictures } from './read-pictures.js';
import { type RetrieveMouthsDeps, retrieveMouths } from './retrieve-mouths.js';
import type { SeenFace } from './seen-face.js';
import { selectLibrary } from './select-library.js';

export interface RenderRunParams {
  readonly sourcePath: string;
  readonly info: MediaInfo;
  readonly frames: FrameIndex;
  readonly script: MouthScript;
  /** Faces of every track of the script, by track id, in order of frames. */
  readonly faces: ReadonlyMap<string, readonly SeenFace[]>;
  readonly models: Pick<FaceModels, 'landmarks' | 'identifier'>;
  /** Where the run's pictures are written, if any of them changes. */
  readonly outputPath: string;
  readonly signal: AbortSignal;
  /** 0…1. */
  readonly onProgress: (fraction: number) => void;
  /** Who makes the mouths; the speaker's own frames unless told. */
  readonly createRenderer?: (deps: RendererDeps) => MouthRenderer;
}

/** What a renderer may use of a run. */
export type RendererDeps = RetrieveMouthsDeps & Omit<GenerateMouthsDeps, 'generator' | 'enlarger' | 'soundOf'>;

export interface RenderedRun {
  /** Whether there are new pictures at `outputPath`. */
  readonly isChanged: boolean;
  readonly report: LipReport;
  readonly sheet: RgbPicture | undefined;
}

/** Samples deeper than this would not fit the kernel's arithmetic. */
const MAX_BIT_DEPTH = 12;

/** Renders the mouths of one run and encodes its pictures again; leaves it alone when there is nothing to change. */
export async function renderRun(params: RenderRunParams): Promise<RenderedRun> {
  const { frames, info, script } = params;
  const format = describePicture({ ...frames, rotationDegrees: info.video?.rotationDegrees ?? 0 });
  const isReadable = format !== undefined && format.bitDepth <= MAX_BIT_DEPTH;
  const planned = planMouths(params).map(
    (mouth): PlannedMouth => (isReadable ? mouth : { ...mouth, reason: 'not-convincing' }),
  );
  const prepared = format === undefined ? planned.map(refused) : await prepare(params, planned, format);
  const painter = createMouthPainter({ script, planned, prepared, models: params.models });
  if (!painter.changesAnything) return { isChanged: false, report: await painter.report(), sheet: undefined };
  const run = await openPictureRun({ ...params, firstFrame: script.firstFrame, endFrame: script.endFrame });
  try {
    await paintAll(run, painter, params);
    await run.finish();
  } finally {
    await run.dispose();
  }
  return { isChanged: true, report: await painter.report(), sheet: drawSheet(painter.columns()) };
}

function refused({ reason }: PlannedMouth): PreparedMouths {
  return { kind: 'untouched', reason: reason ?? 'not-convincing' };
}

/** Asks the renderer for the mouths that can be tried; the others are refused at once. */
async function prepare(
  params: RenderRunParams,
  planned: readonly PlannedMouth[],
  format: PictureFormat,
): Promise<readonly PreparedMouths[]> {
  const { sourcePath, info, frames, signal } = params;
  const createRenderer = params.createRenderer ?? retrieveMouths;
  const renderer = createRenderer({
    format,
    libraryOf: (person) => selectLibrary({ ...params, person, format }),
    readCrops: (wanted) => readCrops(wanted, { sourcePath, info, frames, signal }),
    readPictures: (range) => readPictures({ sourcePath, info, frames, signal, ...range }),
    frames,
    landmarks: params.models.landmarks,
  });
  const tried = planned.filter(({ reason }) => reason === undefined);
  const answers = await renderer.prepare(
    tried.map(({ stretch, person, range, frames: all }) => ({
      ...{ trackId: stretch.trackId, person, range, signal },
      frames: all.map(({ face, timeMs, target }) => ({ frame: face.frame, points: face.points, timeMs, target })),
    })),
  );
  return planned.map((mouth) => answers[tried.indexOf(mouth)] ?? refused(mouth));
}

async function paintAll(
  run: PictureRun,
  painter: ReturnType<typeof createMouthPainter>,
  { script, onProgress }: RenderRunParams,
): Promise<void> {
  const count = script.endFrame - script.firstFrame;
  let writing = Promise.resolve();
  for (let picture = await run.read(); picture !== undefined; picture = await run.read()) {
    await painter.paint(picture, run.format);
    const done = picture.frame + 1 - script.firstFrame;
    await writing; // the encoder takes one picture while the next is painted
    writing = run.write(picture);
    writing.catch(() => undefined); // heard by the await above, or the one below; never unhandled between
    onProgress(done / count);
  }
  await writing;
}
