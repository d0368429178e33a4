import { dbFromPower } from '../../../pipeline/sound/decibels.js';
import { judgeStems, type StemJudgement, type StemScores } from '../../../pipeline/sound/judge-stems.js';
import { resample } from '../../../pipeline/sound/resample.js';
import { scoreSpeech } from '../../../pipeline/sound/score-speech.js';
import { abortError } from '../process/abort-error.js';
import { openProgramme } from './open-programme.js';
import type { WavReader } from './open-wav-reader.js';
import { PROGRAMME_RATE_HZ } from './sound-format.js';

export interface JudgeStemFilesParams {
  readonly dialoguePath: string;
  readonly backgroundPath: string;
  /** Whether a background that is hardly there counts as one without a voice, however speech-like it is. */
  readonly isFaintIgnored?: boolean;
  readonly signal: AbortSignal;
}

/** Places looked at, spread evenly: enough to meet speech in any film, few enough for two hours to take seconds. */
const MOST_PLACES = 20;
const PLACE_SECONDS = 5;
/** Enough for pitch, and four times as fast as 16 kHz. */
const LISTENING_RATE_HZ = 8000;
/** So far below the dialogue, what is left of the voice is under the new one, as deep as ducking would bring it. */
const FAINT_DB = -25;

/** Listens to both stems at up to 20 places and judges them. Fails with `source-damaged`, `cancelled`. */
export async function judgeStemFiles(params: JudgeStemFilesParams): Promise<StemJudgement> {
  const dialogue = await openProgramme(params.dialoguePath);
  try {
    const background = await openProgramme(params.backgroundPath);
    try {
      const scores: StemScores[] = [];
      for (const frame of places(dialogue.frames)) {
        if (params.signal.aborted) throw abortError(params.signal, 'Separation');
        const heard = { dialogue: await scoreAt(dialogue, frame), background: await scoreAt(background, frame) };
        const isFaint = dbFromPower(heard.background.power) < dbFromPower(heard.dialogue.power) + FAINT_DB;
        const isWithoutVoice = isFaint && params.isFaintIgnored === true;
        scores.push({ dialogue: heard.dialogue.score, background: isWithoutVoice ? 0 : heard.background.score });
      }
      return judgeStems(scores);
    } finally {
      await background.close();
    }
  } finally {
    await dialogue.close();
  }
}

function places(frames: number): number[] {
  const length = PLACE_SECONDS * PROGRAMME_RATE_HZ;
  const count = Math.max(1, Math.min(MOST_PLACES, Math.floor(frames / length)));
  const spare = Math.max(0, frames - count * length);
  return Array.from({ length: count }, (_, i) => Math.round(i * length + (spare * (i + 0.5)) / count));
}

interface Heard {
  readonly score: number;
  /** Mean power of what is listened to. */
  readonly power: number;
}

/** The better of both channels: a voice that is opposite in them would vanish from their sum. */
async function scoreAt(reader: WavReader, frame: number): Promise<Heard> {
  const channels = await reader.readAt(frame, PLACE_SECONDS * PROGRAMME_RATE_HZ);
  const heard = channels.map((channel): Heard => {
    const samples = resample({ samples: channel, fromHz: PROGRAMME_RATE_HZ, toHz: LISTENING_RATE_HZ });
    const power = samples.reduce((sum, x) => sum + x * x, 0) / Math.max(1, samples.length);
    return { score: scoreSpeech({ samples, sampleRateHz: LISTENING_RATE_HZ }), power };
  });
  return {
    score: Math.max(0, ...heard.map(({ score }) => score)),
    power: Math.max(0, ...heard.map(({ power }) => power)),
  };
}
