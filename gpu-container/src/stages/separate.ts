import { join } from 'node:path';
import { MediaInfo } from '../../../pipeline/contracts/media-info.js';
import { readJsonArtifact } from '../artifacts/read-json-artifact.js';
import { storeJsonArtifact } from '../artifacts/store-json-artifact.js';
import { extractAudio } from '../media/extract-audio.js';
import { extractSpeechAudio } from '../media/extract-speech-audio.js';
import { drawWaveformFile } from '../sound/draw-waveform-file.js';
import { separateSound } from '../sound/separate-sound.js';
import { inputOf } from './input-of.js';
import type { RunUnit } from './unit-context.js';

/** The mix works at this rate in stereo. */
const programmeFormat = { sampleRateHz: 48_000, channels: 2, codec: 'pcm_s16le' } as const;

/**
 * `separate`: the sound of the source, taken apart. Inputs source and media; outputs speech (16 kHz mono, for listening),
 * original (48 kHz stereo), its waveform,
 * separation (the report) and, where the picture of the sound allows it, background and dialogue.
 */
export const runSeparate: RunUnit = async ({ unit, directory, artifacts, signal, onProgress }) => {
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
    signal,
    onProgress: (fraction) => onProgress(0.3 + fraction * 0.6),
  });
  const stems =
    separated.method === 'centre'
      ? {
          background: await artifacts.store(separated.backgroundPath, 'audio/wav'),
          dialogue: await artifacts.store(separated.dialoguePath, 'audio/wav'),
        }
      : {};
  const waveform = await drawWaveformFile(originalPath, signal);
  return {
    waveform: await storeJsonArtifact({ files: artifacts, directory, name: 'waveform', value: waveform }),
    speech: await artifacts.store(speechPath, 'audio/wav'),
    original: await artifacts.store(originalPath, 'audio/wav'),
    separation: await storeJsonArtifact({ files: artifacts, directory, name: 'separation', value: separated.report }),
    ...stems,
  };
};
