import { createWavWriter } from '../../gpu-container/src/sound/create-wav-writer.js';
import type { Transcript } from '../../pipeline/contracts/transcript.js';
import type { SpeakerTurn } from '../../pipeline/speech/diarization-error-rate.js';
import { RATE_HZ, soundTurns } from './tone-voices.js';

/** Seconds of the piece that is repeated. */
const PIECE_SECONDS = 60;
const TURN_MS = 3000;
const PAUSE_MS = 300;

/** One minute of four voices in turn, every fifth turn spoken into by the voice before. */
function turnsOfMinute(): SpeakerTurn[] {
  const count = Math.floor((PIECE_SECONDS * 1000) / TURN_MS);
  return Array.from({ length: count }, (_, i) => i).flatMap((i) => {
    const [startMs, endMs] = [i * TURN_MS, (i + 1) * TURN_MS - PAUSE_MS];
    const turn = { speaker: String(i % 4), startMs, endMs };
    if (i % 5 !== 4) return [turn];
    return [turn, { speaker: String((i + 3) % 4), startMs: startMs + 400, endMs: startMs + 1200 }];
  });
}

/** Minutes of a conversation of tones, and what could have been transcribed of it: words of half a second. */
export async function writeConversation(path: string, minutes: number): Promise<{ transcript: Transcript }> {
  const turns = turnsOfMinute();
  const piece = soundTurns(turns, PIECE_SECONDS);
  const writer = await createWavWriter({ path, sampleRateHz: RATE_HZ, channels: 1, format: 's16' });
  for (let minute = 0; minute < minutes; minute++) await writer.write([piece]);
  await writer.close();
  const segments = Array.from({ length: minutes }, (_, minute) => minute).flatMap((minute) =>
    turns.map(({ startMs, endMs }, i) => {
      const offset = minute * PIECE_SECONDS * 1000;
      const words = Array.from({ length: Math.floor((endMs - startMs) / 500) }, (_unused, w) => ({
        text: 'x',
        startMs: offset + startMs + w * 500,
        endMs: offset + startMs + (w + 1) * 500,
      }));
      const text = words.map((word) => word.text).join(' ');
      return { id: `seg_${minute}_${i}`, startMs: offset + startMs, endMs: offset + endMs, text, words };
    }),
  );
  return { transcript: { language: 'en', segments } };
}
