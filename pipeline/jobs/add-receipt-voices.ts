import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { EngineChoice } from '../contracts/engine-choice.js';
import type { JobRequest } from '../contracts/job-request.js';
import type { Memo } from '../contracts/memo.js';
import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import { type ReceiptVoice, syntheticSource } from '../contracts/receipt-voice.js';
import { Speech } from '../contracts/spoken-segment.js';
import { type Speaker, Transcript } from '../contracts/transcript.js';
import type { VoiceConsent } from '../contracts/voice-consent.js';
import { VoiceSamples } from '../contracts/voice-sample.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { findVoiceWish } from '../speech/find-voice-wish.js';
import { readArtifact } from './read-artifact.js';

export interface AddReceiptVoicesParams {
  readonly voices: JobRequest['voices'];
  readonly made: Readonly<Record<string, ArtifactRef>>;
  /** Of every unit of the target. */
  readonly memos: readonly Memo[];
}

/**
 * The account of a target, with whose voices were cloned, by whose consent and from what; and whose were not although
 * that was wanted, with the reason among the warnings too. One that clones nobody is returned as it is.
 */
export async function addReceiptVoices(
  language: ReceiptLanguage,
  params: AddReceiptVoicesParams,
  artifacts: ArtifactStore,
): Promise<ReceiptLanguage> {
  const voices = await readVoices(params, artifacts);
  const warnings = [
    ...voices.flatMap((voice) =>
      voice.kind === 'cloned' ? [] : `The voice of ${voice.label ?? voice.speaker} was not cloned. ${voice.reason}`,
    ),
    ...(await unfinished(params.made['speech-manifest'], artifacts)),
  ];
  return {
    ...language,
    ...(voices.length > 0 && { voices: [...voices] }),
    ...(warnings.length > 0 && { warnings: [...(language.warnings ?? []), ...warnings] }),
  };
}

/** Lines an engine found no end to. */
async function unfinished(speech: ArtifactRef | undefined, artifacts: ArtifactStore): Promise<readonly string[]> {
  if (speech === undefined) return [];
  const { segments } = await readArtifact(artifacts, speech, Speech);
  const cut = segments.filter(
    ({ isCutOff, alternatives = [] }) => isCutOff || alternatives.some((each) => each.isCutOff),
  );
  return cut.length === 0
    ? []
    : [`Listen to ${cut.map(({ id }) => id).join(', ')}: the voice found no end there and was cut.`];
}

async function readVoices(
  { voices = {}, made, memos }: AddReceiptVoicesParams,
  artifacts: ArtifactStore,
): Promise<readonly ReceiptVoice[]> {
  const { 'voice-samples': taken, transcript: spoken } = made;
  if (taken === undefined || spoken === undefined) return [];
  const { samples } = await readArtifact(artifacts, taken, VoiceSamples);
  const { speakers = [] } = await readArtifact(artifacts, spoken, Transcript);
  return samples.map((sample): ReceiptVoice => {
    const speaker: Speaker = speakers.find(({ id }) => id === sample.speaker) ?? { id: sample.speaker };
    const { reference, durationMs, spans, reason = 'There was nothing to take a sample of.' } = sample;
    const about = { speaker: speaker.id, ...(speaker.label !== undefined && { label: speaker.label }) };
    const consent = findVoiceWish(voices, speaker)?.consent;
    const engine = reference && clonerOf(memos, reference);
    // a target that failed before a line was spoken cloned nobody
    if (reference === undefined || consent === undefined || engine === undefined)
      return { kind: 'stock', ...about, reason: reference === undefined ? reason : 'No line was spoken.' };
    return {
      kind: 'cloned',
      ...about,
      lines: memos.filter(({ inputs }) => inputs['reference']?.sha256 === reference.sha256).length,
      digitalSourceType: syntheticSource,
      engine: { id: engine.id, version: engine.version, licence: engine.licence },
      reference: { sha256: reference.sha256, durationMs, spans },
      consent: asItStood(consent),
    };
  });
}

/** One that was withdrawn clones nobody, so there is no such day to tell. */
function asItStood({ withdrawnOn: _, ...consent }: VoiceConsent): Omit<VoiceConsent, 'withdrawnOn'> {
  return consent;
}

function clonerOf(memos: readonly Memo[], { sha256 }: ArtifactRef): EngineChoice | undefined {
  return memos.find(({ inputs }) => inputs['reference']?.sha256 === sha256)?.engine;
}
