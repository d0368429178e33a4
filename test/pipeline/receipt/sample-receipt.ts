import { talkingSamples } from '../../../bench/timing/talking-samples.js';
import { worstCases } from '../../../bench/timing/worst-cases.js';
import type { FitPlan } from '../../../pipeline/contracts/fit-plan.js';
import type { LoudnessReport } from '../../../pipeline/contracts/loudness-report.js';
import { Receipt } from '../../../pipeline/contracts/receipt.js';
import type { ReceiptLanguage } from '../../../pipeline/contracts/receipt-language.js';
import type { ReceiptSegment } from '../../../pipeline/contracts/receipt-segment.js';
import type { ReceiptSubtitles } from '../../../pipeline/contracts/receipt-subtitles.js';
import { summarizeSubtitles } from '../../../pipeline/receipt/summarize-subtitles.js';
import { plainLines } from '../../../pipeline/subtitles/model/cue-text.js';
import { resolveProfile } from '../../../pipeline/subtitles/profiles/resolve-profile.js';
import { checkSubtitles } from '../../../pipeline/subtitles/qc/check-subtitles.js';
import { fitSpeech } from '../../../pipeline/timing/fit-speech.js';

const SPANISH = [
  'Hola.',
  'Este es un vídeo de ejemplo para su comodidad y placer.',
  'Puede utilizar este vídeo para cualquier propósito, incluidos los usos comerciales.',
  'En la parte inferior derecha puede ver el tiempo.',
  'Cuando el tiempo llegue a cuarenta segundos, diré plátano.',
  'Plátano.',
];

const digest = (seed: number): string => seed.toString(16).padStart(4, '0').repeat(16);

/** A receipt with everything in it: one language fitted for real, one hard one, one failed one. Always the same. */
export function sampleReceipt(): Receipt {
  return Receipt.parse({
    schemaVersion: 1,
    jobId: 'job_7f3kq2',
    workflow: 'localize',
    source: { name: 'example.mp4', sha256: digest(1), sizeBytes: 3_022_780, durationMs: 42_450 },
    spokenLanguage: 'en',
    engines: [
      engine('speech-recognizer', 'pocketsphinx', '5.0.4', 'MIT', 'The only installed engine that hears English.'),
      engine('speech-synthesizer', 'espeak-ng', '1.51', 'GPL-3.0-or-later', 'Speaks Spanish; runs in its own process.'),
    ],
    languages: [spanish(), crowded(), failed()],
    units: [
      unit('probe', 10, { source: digest(1) }, { media: digest(2) }),
      unit('transcribe', 11, { audio: digest(3) }, { transcript: digest(4) }, 'pocketsphinx 5.0.4'),
      unit('translate', 12, { transcript: digest(4) }, { translation: digest(5) }, 'apertium 3.8.3'),
      unit('fit', 13, { transcript: digest(4), speech: digest(6), media: digest(2) }, { fit: digest(7) }),
    ],
    warnings: ['The transcript was made by a machine and not checked by a person.'],
    timing: {
      stages: [
        { stage: 'probe', durationMs: 240 },
        { stage: 'transcribe', durationMs: 8400 },
        { stage: 'translate', durationMs: 950 },
        { stage: 'synthesize', durationMs: 1400 },
        { stage: 'fit', durationMs: 30 },
        { stage: 'mix', durationMs: 3100 },
      ],
      units: [
        { unitKey: digest(10), outcome: 'hit' },
        { unitKey: digest(11), outcome: 'run', computeMs: 8100, attempts: 1 },
        { unitKey: digest(12), outcome: 'run', computeMs: 700, attempts: 1 },
      ],
    },
  });
}

function spanish(): ReceiptLanguage {
  const job = talkingSamples().find(({ name }) => name === 'auto-editor → es');
  if (job === undefined) throw new Error('the sample is part of the comparison');
  const plan = fitSpeech(job);
  const segments = job.transcript.segments.map((segment, index): ReceiptSegment => {
    const confidence = [0.97, 0.91, 0.88, 0.62, 0.95, 0.41][index] ?? 1;
    return {
      ...segmentOf(segment, plan),
      speaker: 'speaker-1',
      translatedText: SPANISH[index] ?? '',
      voice: 'espeak-ng es+m3',
      heardText: index === 5 ? 'plata no' : (SPANISH[index] ?? '').toLowerCase().replace(/[.,]/g, ''),
      confidence,
      ...(index === 5 && {
        findings: [{ kind: 'misheard' as const, message: 'Heard “plata no” instead of “plátano”.' }],
      }),
    };
  });
  return {
    language: 'es',
    segments,
    fit: plan.summary,
    loudness: loudness(42_450),
    verification: {
      durationMs: 42_450,
      expectedDurationMs: 42_450,
      confidence: 0.87,
      voiceResidueDb: -34.2,
      recognizer: 'pocketsphinx',
      findings: [],
    },
    subtitles: [checkedSubtitles()],
    files: [
      file('es', 'video', 'es/example.es.mp4', 'video/mp4', 21, 3_411_002),
      file('es', 'subtitles', 'es/example.es.vtt', 'text/vtt', 22, 734),
      file('es', 'stem', 'es/example.es.dialogue.wav', 'audio/wav', 23, 4_075_244),
    ],
  };
}

/** Two cues of which one is too fast, checked for real; its speech leaves no time for what it says. */
function checkedSubtitles(): ReceiptSubtitles {
  const cues = [
    { startMs: 0, endMs: 2000, lines: plainLines('Hola.') },
    { startMs: 7600, endMs: 8600, lines: plainLines('Puede utilizar este vídeo para lo que quiera.') },
  ];
  const report = checkSubtitles({ cues, profile: resolveProfile({ name: 'bbc', language: 'es' }), language: 'es' });
  const condensed = [{ segment: 'seg-3', before: 'Bueno, puede utilizarlo.', after: 'Puede utilizarlo.' }];
  return summarizeSubtitles({ track: 'subtitles', report: { ...report, condensed } });
}

/** A made-up language whose dub is far too long, so that every warning of the page is seen. */
function crowded(): ReceiptLanguage {
  const job = worstCases()[4];
  if (job === undefined) throw new Error('there are seven worst cases');
  const segments = job.transcript.segments.slice(0, 40);
  const speech = job.speech.slice(0, 40).map(({ id, durationMs }) => ({ id, durationMs: durationMs * 1.15 }));
  const plan = fitSpeech({ transcript: { language: 'en', segments }, speech, videoDurationMs: 140_000 });
  return {
    language: 'de',
    segments: segments.map((segment) => ({ ...segmentOf(segment, plan), translatedText: `Zeile ${segment.id}` })),
    fit: plan.summary,
    files: [],
    warnings: ['The German lines are longer than the original leaves time for.'],
  };
}

function failed(): ReceiptLanguage {
  return {
    language: 'ar',
    failure: {
      code: 'language-unreachable',
      message: 'No installed engine translates English into Arabic.',
      next: 'Bring a translation, or install a neural or managed engine.',
    },
    segments: [
      {
        id: 'seg-1',
        originalText: 'Hello.',
        translatedText: 'مرحبا.',
        originalStartMs: 0,
        originalEndMs: 638,
      },
    ],
    files: [],
  };
}

function segmentOf(
  segment: { readonly id: string; readonly startMs: number; readonly endMs: number; readonly text: string },
  plan: FitPlan,
): Omit<ReceiptSegment, 'translatedText'> {
  const fitted = plan.segments.find(({ id }) => id === segment.id);
  return {
    id: segment.id,
    originalText: segment.text,
    originalStartMs: segment.startMs,
    originalEndMs: segment.endMs,
    ...(fitted && {
      startMs: fitted.startMs,
      endMs: fitted.endMs,
      rate: fitted.rate,
      overlap: fitted.overlap,
      onsetErrorMs: fitted.onsetErrorMs,
      ...(fitted.exceptions && { exceptions: fitted.exceptions }),
    }),
  };
}

function loudness(durationMs: number): LoudnessReport {
  const lufs = Array.from({ length: Math.floor(durationMs / 500) }, (_, index) =>
    index > 36 && index < 79 ? -70 : -16 + 3 * Math.sin(index / 2.2) + 1.5 * Math.sin(index * 1.7),
  );
  return {
    profile: 'streaming',
    targetLufs: -16,
    integratedLufs: -16.12,
    loudnessRangeLu: 5.3,
    truePeakDbtp: -1.4,
    isWithinProfile: true,
    gainDb: 6.8,
    limitedDb: 1.9,
    curve: { stepMs: 500, lufs },
  };
}

function engine(capability: string, id: string, version: string, licence: string, reason: string) {
  return { capability, id, version, fingerprint: digest(99), licence, reason };
}

function unit(
  stage: string,
  key: number,
  inputs: Record<string, string>,
  outputs: Record<string, string>,
  name?: string,
) {
  return { stage, unitKey: digest(key), inputs, outputs, ...(name !== undefined && { engine: name }) };
}

function file(
  language: string,
  kind: 'video' | 'subtitles' | 'stem',
  name: string,
  mediaType: string,
  seed: number,
  sizeBytes: number,
) {
  return { language, kind, name, artifact: { sha256: digest(seed), sizeBytes, mediaType } };
}
