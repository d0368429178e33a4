import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Word } from '../../../pipeline/contracts/word.js';
import { PipelineError } from '../../../pipeline/errors/pipeline-error.js';
import type { SpeechRecognizer } from '../../../pipeline/ports/speech-recognizer.js';
import { writeListeningCopy } from './write-listening-copy.js';

export interface ListenToDubParams {
  /** The dubbed dialogue alone. */
  readonly dialoguePath: string;
  readonly language: string;
  readonly recognizer: SpeechRecognizer;
  /** For the file the recognizer hears; it is removed again. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** Every word a recognizer hears in the dub; none when it hears no speech. Other failures are the recognizer's own. */
export async function listenToDub(params: ListenToDubParams): Promise<readonly Word[]> {
  const speechPath = join(params.directory, 'listening-copy.wav');
  const { language, signal, onProgress } = params;
  try {
    await writeListeningCopy({ programmePath: params.dialoguePath, speechPath, signal });
    const heard = await params.recognizer.recognize({
      speechPath,
      language,
      directory: params.directory,
      signal,
      onProgress,
    });
    return heard.segments.flatMap((segment) => segment.words);
  } catch (error) {
    if (error instanceof PipelineError && error.code === 'no-speech') return [];
    throw error;
  } finally {
    await rm(speechPath, { force: true });
  }
}
