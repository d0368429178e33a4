import { join } from 'node:path';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { allOf } from '../artifacts/all-of.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { extractAudio } from '../media/extract-audio.js';
import { extractSpeechAudio } from '../media/extract-speech-audio.js';
import { drawWaveformFile } from '../sound/draw-waveform-file.js';
import { type SeparateSoundParams, separateSound } from '../sound/separate-sound.js';
import { inputOf } from './input-of.js';
import type { RunUnit, UnitContext } from './unit-context.js';

/** The mix works at this rate in stereo. */
const programmeFormat = { sampleRateHz: 48_000, channels: 2, codec: 'pcm_s16le' } as const;

/**
 * `separate`: the sound of the source, taken apart. Inputs source and media; outputs speech (16 kHz mono, for listening),
 * original (48 kHz stereo), its waveform,
 * separation (the report) and, where the engine can part them and the stems pass the check, background and dialogue.
 */
export const runSeparate: RunUnit = async (context) => {
  const { unit, directory, artifacts, signal, onProgress } = context;
  const info = await readJsonArtifact(artifacts, inputOf(unit, 'media'), MediaInfo);
  const sourcePath = await artifacts.fetch(inputOf(unit, 'source'));
  const speechPath = join(directory, 'speech.wav');
  const originalPath = join(directory, 'original.wav');
  await extractSpeechAudio({ sourcePath, info, outputPath: speechPath, signal });
  await extractAudio({ sourcePath, info, outputPath: originalPath, signal }, programmeFormat);
  onProgress(0.3);
  const separated = await separateSound({
    originalPath,
    outputDirectory: directory,
    separator: await separatorOf(context),
    signal,
    onProgress: (fraction) => onProgress(0.3 + fraction * 0.6),
  });
  const waveform = await drawWaveformFile(originalPath, signal);
  const wav = (path: string) => artifacts.store(path, 'audio/wav');
  const json = (name: string, value: unknown) => storeJsonArtifact({ files: artifacts, directory, name, value });
  const stems = separated.method === 'duck' ? undefined : separated;
  return allOf({
    speech: wav(speechPath),
    original: wav(originalPath),
    waveform: json('waveform', waveform),
    separation: json('separation', separated.report),
    ...(stems && { background: wav(stems.backgroundPath), dialogue: wav(stems.dialoguePath) }),
  });
};

/** The embedded engine: arithmetic of this project, without anything to load. */
const EMBEDDED = 'centre-extraction';

/** The network the unit asks for; units without an engine are from before there was a choice. */
async function separatorOf({ unit, engines }: UnitContext): Promise<SeparateSoundParams['separator']> {
  const id = unit.engine?.id ?? EMBEDDED;
  return id === EMBEDDED ? undefined : { id, engine: await engines.sourceSeparator(id) };
}
