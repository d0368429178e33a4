import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { EngineChoice } from '../../../pipeline/contracts/engine-choice.js';
import { FrameIndex } from '../../../pipeline/contracts/frame-index.js';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import { OWN_MOUTH } from '../../../pipeline/lip-sync/own-mouth.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { openMouthGenerator } from '../engines/open-mouth-generator.js';
import { openPictureEnlarger } from '../engines/open-picture-enlarger.js';
import { openFaceModels } from '../faces/open-face-models.js';
import { encodePng } from '../lip-sync/encode-png.js';
import { generateMouths } from '../lip-sync/generate-mouths.js';
import { laySpeech } from '../lip-sync/lay-speech.js';
import { readScriptFaces } from '../lip-sync/read-script-faces.js';
import { type RenderRunParams, renderRun } from '../lip-sync/render-run.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';

const Params = z.strictObject({
  firstFrame: z.number(),
  endFrame: z.number(),
  /** Makes drawn mouths finer. */
  enlarger: EngineChoice.pick({ id: true, version: true, fingerprint: true, licence: true }).optional(),
});

/** What of the context the stage uses: of the engines what neural renderers run on, no source store. */
type LipSyncContext = Pick<UnitContext, 'unit' | 'directory' | 'artifacts' | 'signal' | 'onProgress'> & {
  readonly engines: Pick<UnitContext['engines'], 'neural'>;
};

/**
 * `lip-sync`: the mouths of one run of pictures say what the dub says. Inputs source, media, frames, script and the
 * landmarks and sounds the script names; outputs report and, when a picture was changed, picture (the run, encoded) and sheet.
 */
export async function runLipSync(context: LipSyncContext): ReturnType<RunUnit> {
  const { unit, directory, artifacts, signal, onProgress } = context;
  const [info, frames, script] = await Promise.all([
    readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo),
    readJsonArtifact(artifacts, inputOf(unit, 'frames'), FrameIndex),
    readJsonArtifact(artifacts, inputOf(unit, 'script'), MouthScript),
  ]);
  const faces = await readScriptFaces({
    ...{ script, info, frames },
    landmarksPath: (name) => artifacts.fetch(inputOf(unit, name)),
  });
  const outputPath = join(directory, 'run.mp4');
  const sourcePath = await artifacts.fetch(inputOf(unit, 'source'));
  const renderer = await rendererOf(context, script);
  const models = await openFaceModels();
  try {
    const rendered = await renderRun({
      ...{ sourcePath, info, frames, script, faces, models, outputPath, signal, onProgress, ...renderer },
    });
    const report = await storeJsonArtifact({ files: artifacts, directory, name: 'report', value: rendered.report });
    if (!rendered.isChanged) return { report };
    const picture = await artifacts.store(outputPath, 'video/mp4');
    if (rendered.sheet === undefined) return { report, picture };
    const sheetPath = join(directory, 'sheet.png');
    await writeFile(sheetPath, encodePng(rendered.sheet));
    return { report, picture, sheet: await artifacts.store(sheetPath, 'image/png') };
  } finally {
    await models.dispose();
  }
}

/** The renderer the unit asks for: the speaker's own mouths, unless it names an engine that draws them from sound. */
async function rendererOf(
  { unit, engines, artifacts }: LipSyncContext,
  { lines }: MouthScript,
): Promise<Pick<RenderRunParams, 'createRenderer'>> {
  const { id } = unit.engine ?? { id: OWN_MOUTH };
  if (id === OWN_MOUTH) return {};
  const { enlarger: finer } = Params.parse(unit.params);
  const generator = openMouthGenerator(id, await engines.neural(id));
  const enlarger = finer && openPictureEnlarger(finer.id, await engines.neural(finer.id));
  return {
    createRenderer: (deps) =>
      generateMouths({
        ...deps,
        generator,
        enlarger,
        soundOf: (trackId, fromMs, toMs) =>
          laySpeech({
            lines: lines.filter(({ trackIds }) => trackIds.includes(trackId)),
            fetch: (input) => artifacts.fetch(inputOf(unit, input)),
            ...{ fromMs, toMs },
          }),
      }),
  };
}
