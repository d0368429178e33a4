import type { AzureVoice } from './read-voices.js';

/** The service takes no longer document: https://learn.microsoft.com/azure/ai-services/speech-service/speech-services-quotas-and-limits */
export const SSML_LIMIT_BYTES = 64 * 1024;

/** A longer sound cannot be asked for by its length, in ms. */
const LONGEST_WANTED_MS = 300_000;

/**
 * Median pitches at which a voice still sounds like itself, in Hz. The list of voices names none, and the service
 * bends a voice to half or one and a half of its own at most.
 */
const PITCH_HZ = { female: { low: 150, high: 280 }, male: { low: 80, high: 180 } } as const;

export interface BuildSsmlParams {
  readonly text: string;
  readonly voice: AzureVoice;
  readonly pitchHz?: number | undefined;
  /** Wanted length in ms; the service speaks no slower than half and no faster than twice as usual. */
  readonly durationMs?: number | undefined;
}

/** One utterance of one voice as SSML; the text is text, whatever signs it holds. */
export function buildSsml({ text, voice, pitchHz, durationMs }: BuildSsmlParams): string {
  const spoken = escapeXml(text);
  const pitched = pitchHz === undefined ? spoken : `<prosody pitch="${pitchFor(voice, pitchHz)}Hz">${spoken}</prosody>`;
  const isTimed = durationMs !== undefined && durationMs <= LONGEST_WANTED_MS;
  const timed = isTimed ? `<mstts:audioduration value="${Math.round(durationMs)}ms"/>${pitched}` : pitched;
  const extension = isTimed ? ` xmlns:mstts="https://www.w3.org/2001/mstts"` : '';
  return [
    `<speak version="1.0" xmlns="http://www.w3.org/2001/10/synthesis"${extension} xml:lang="${voice.locale}">`,
    `<voice name="${voice.id}">${timed}</voice></speak>`,
  ].join('');
}

function pitchFor({ gender }: AzureVoice, pitchHz: number): number {
  if (gender === undefined) return Math.round(pitchHz);
  const { low, high } = PITCH_HZ[gender];
  return Math.round(Math.min(high, Math.max(low, pitchHz)));
}

/** Also takes out what XML 1.0 cannot hold: control characters and halves of surrogate pairs. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
