import type { z } from 'zod';
import { FitPlan } from '../contracts/fit-plan.js';
import type { PublishedFile } from '../contracts/job-result.js';
import { LipVerification } from '../contracts/lip-verification.js';
import type { ReceiptLanguage } from '../contracts/receipt-language.js';
import type { ReceiptLips } from '../contracts/receipt-lips.js';
import type { ReceiptSegment } from '../contracts/receipt-segment.js';
import { SpeakingFaces } from '../contracts/speaking-faces.js';
import { Speech } from '../contracts/spoken-segment.js';
import { Transcript } from '../contracts/transcript.js';
import { Translation } from '../contracts/translation.js';
import { Verification } from '../contracts/verification.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import { summarizeSubtitles } from '../receipt/summarize-subtitles.js';
import { playedTranslation } from '../speech/played-translation.js';
import { QcReport } from '../subtitles/qc/qc-report.js';
import { readArtifact } from './read-artifact.js';
import type { SettleTargetInput } from './settle-target.js';

/** What one target came to, from whatever of its artifacts was made before it ended. */
export async function buildReceiptLanguage(
  { language, made, warnings, failure }: SettleTargetInput,
  files: readonly PublishedFile[],
  artifacts: ArtifactStore,
): Promise<ReceiptLanguage> {
  const read = async <T extends z.ZodType>(name: string, schema: T): Promise<z.infer<T> | undefined> => {
    const ref = made[name];
    return ref === undefined ? undefined : readArtifact(artifacts, ref, schema);
  };
  const [transcript, translation, speech, fit, verification, checked, sdhChecked] = await Promise.all([
    read('transcript', Transcript),
    read('translation', Translation),
    read('speech-manifest', Speech),
    read('fit', FitPlan),
    read('verification', Verification),
    read('subtitle-report', QcReport),
    read('sdh-report', QcReport),
  ]);
  const lips = await receiptLips(read);
  const subtitles = [
    ...(checked ? [summarizeSubtitles({ track: 'subtitles', report: checked })] : []),
    ...(sdhChecked ? [summarizeSubtitles({ track: 'sdh', report: sdhChecked })] : []),
  ];
  const told = [...(warnings ?? []), ...heardThrough(transcript), ...(translation?.warnings ?? [])];
  const { language: _, segments: verified, loudness, ...checks } = verification ?? {};
  return {
    language,
    segments: receiptSegments({ transcript, translation, speech, fit, verified }),
    files: [...files],
    ...(failure && { failure }),
    ...(told.length > 0 && { warnings: told }),
    ...(fit && { fit: fit.summary }),
    ...(loudness && { loudness }),
    ...(lips && { lips }),
    ...(subtitles.length > 0 && { subtitles }),
    ...(verification && { verification: checks as Omit<Verification, 'language' | 'segments' | 'loudness'> }), // the rest of a spread Verification
  };
}

function heardThrough(transcript: Transcript | undefined): readonly string[] {
  if (transcript?.denoisedBy === undefined) return [];
  const { id, version, licence, reason } = transcript.denoisedBy;
  return [`The words were recognized after noise was taken out by ${id} ${version} (${licence}): ${reason}.`];
}

type Read = <T extends z.ZodType>(name: string, schema: T) => Promise<z.infer<T> | undefined>;

async function receiptLips(read: Read): Promise<ReceiptLips | undefined> {
  const [moved, faces] = await Promise.all([
    read('lip-verification', LipVerification),
    read('speaking-faces', SpeakingFaces),
  ]);
  if (faces === undefined) return undefined;
  return { ...(moved ?? nothingMoved), unseen: faces.untouched };
}

const nothingMoved: LipVerification = {
  frames: 0,
  changedFrames: 0,
  shareOfFramesChanged: 0,
  mouths: [],
  untouched: [],
  outsideMaskMaxDifference: 0,
  findings: [],
};

interface Made {
  readonly transcript: Transcript | undefined;
  readonly translation: Translation | undefined;
  readonly speech: Speech | undefined;
  readonly fit: FitPlan | undefined;
  readonly verified: Verification['segments'] | undefined;
}

function receiptSegments({ transcript, translation, speech, fit, verified }: Made): ReceiptSegment[] {
  const byId = <T extends { readonly id: string }>(items: readonly T[] | undefined) =>
    new Map(items?.map((item) => [item.id, item]));
  const [translations, spoken, fitted, checked] = [
    byId(translation && fit ? playedTranslation(translation, fit).segments : translation?.segments),
    byId(speech?.segments),
    byId(fit?.segments),
    byId(verified),
  ];
  return (transcript?.segments ?? []).map(({ id, speaker, text, startMs, endMs }): ReceiptSegment => {
    const voice = spoken.get(id);
    const place = fitted.get(id);
    const check = checked.get(id);
    return {
      id,
      originalText: text,
      translatedText: translations.get(id)?.text ?? '',
      originalStartMs: startMs,
      originalEndMs: endMs,
      ...(speaker === undefined ? {} : { speaker }),
      ...(voice && { voice: `${voice.engine}:${voice.voice}` }),
      ...(place && {
        startMs: place.startMs,
        endMs: place.endMs,
        rate: place.rate,
        overlap: place.overlap,
        onsetErrorMs: place.onsetErrorMs,
        ...(place.alternative === undefined ? {} : { alternative: place.alternative }),
        ...(place.exceptions && { exceptions: place.exceptions }),
      }),
      ...(check && {
        confidence: check.confidence,
        findings: check.findings,
        ...(check.heard === undefined ? {} : { heardText: check.heard }),
      }),
    };
  });
}
