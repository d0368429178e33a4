import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { JobRequest } from '../contracts/job-request.js';
import type { Memo } from '../contracts/memo.js';
import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import { type ReceiptVoice, syntheticSource } from '../contracts/receipt-voice.js';
import { Speech } from '../contracts/spoken-segment.js';
import { type Speaker, Transcript } from '../contracts/transcript.js';
import type { VoiceConsent } from '../contracts/voice-consent.js';
import { VoiceSamples } from '../contracts/voice-sample.js';
import { everySpeaker } from '../contracts/voice-wishes.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { findVoiceWish } from '../speech/find-voice-wish.js';
import { onlySpeaker } from '../speech/only-speaker.js';
import { clonedVoice } from './collect-speech.js';
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
  const told = await readTold(params, artifacts);
  if (told === undefined) return language;
  const voices = told.samples.map((sample) => voiceOf(sample, params, told));
  const warnings = [
    ...voices.flatMap((voice) =>
      voice.kind === 'cloned' ? [] : `The voice of ${voice.label ?? voice.speaker} was not cloned. ${voice.reason}`,
    ),
    ...strangers(params, told),
    ...unfinished(told),
  ];
  return {
    ...language,
    ...(voices.length > 0 && { voices }),
    ...(warnings.length > 0 && { warnings: [...(language.warnings ?? []), ...warnings] }),
  };
}

interface Told {
  readonly samples: VoiceSamples['samples'];
  readonly speakers: readonly Speaker[];
  /** Who says a segment. */
  readonly speakerOf: ReadonlyMap<string, string>;
  readonly spoken: Speech['segments'];
}

/** Nothing where no samples were taken: then nobody was to be cloned, or nobody could be. */
async function readTold({ made }: AddReceiptVoicesParams, artifacts: ArtifactStore): Promise<Told | undefined> {
  const { 'voice-samples': taken, transcript: heard, 'speech-manifest': speech } = made;
  if (taken === undefined || heard === undefined) return undefined;
  const { samples } = await readArtifact(artifacts, taken, VoiceSamples);
  const { speakers = [{ id: onlySpeaker }], segments } = await readArtifact(artifacts, heard, Transcript);
  const spoken = speech === undefined ? [] : (await readArtifact(artifacts, speech, Speech)).segments;
  return {
    samples,
    speakers,
    spoken,
    speakerOf: new Map(segments.map((each) => [each.id, each.speaker ?? onlySpeaker])),
  };
}

function voiceOf(
  {
    speaker: id,
    reference,
    durationMs,
    spans,
    reason = 'There was nothing to take a sample of.',
  }: Told['samples'][number],
  { voices = {}, memos }: AddReceiptVoicesParams,
  { speakers, speakerOf, spoken }: Told,
): ReceiptVoice {
  const speaker = speakers.find((each) => each.id === id) ?? { id };
  const about = { speaker: id, ...(speaker.label !== undefined && { label: speaker.label }) };
  if (reference === undefined) return { kind: 'stock', ...about, reason };
  const consent = findVoiceWish(voices, speaker)?.consent;
  const engine = memos.find(({ inputs }) => inputs['reference']?.sha256 === reference.sha256)?.engine;
  const lines = spoken.filter((line) => line.voice === clonedVoice && speakerOf.get(line.id) === id).length;
  // a target that failed before a line was spoken cloned nobody
  if (consent === undefined || engine === undefined || lines === 0)
    return { kind: 'stock', ...about, reason: 'No line was spoken.' };
  return {
    kind: 'cloned',
    ...about,
    lines,
    digitalSourceType: syntheticSource,
    engine: { id: engine.id, version: engine.version, licence: engine.licence },
    reference: { sha256: reference.sha256, durationMs, spans },
    consent: asItStood(consent),
  };
}

/** One that was withdrawn clones nobody, so there is no such day to tell. */
function asItStood({ withdrawnOn: _, ...consent }: VoiceConsent): Omit<VoiceConsent, 'withdrawnOn'> {
  return consent;
}

/** Wishes for people nobody heard: mistyped, or told apart otherwise than before. */
function strangers({ voices = {} }: AddReceiptVoicesParams, { speakers }: Told): readonly string[] {
  const known = new Set<string>([everySpeaker, ...speakers.flatMap(({ id, label }) => [id, label ?? id])]);
  const unknown = Object.keys(voices).filter((key) => !known.has(key));
  if (unknown.length === 0) return [];
  return [`Nobody here is called ${unknown.join(', ')}; the speakers are ${speakers.map(({ id }) => id).join(', ')}.`];
}

/** Lines an engine found no end to. */
function unfinished({ spoken }: Told): readonly string[] {
  const cut = spoken.filter(
    ({ isCutOff, alternatives = [] }) => isCutOff || alternatives.some((each) => each.isCutOff),
  );
  if (cut.length === 0) return [];
  return [`Listen to ${cut.map(({ id }) => id).join(', ')}: the voice found no end there and was cut.`];
}
