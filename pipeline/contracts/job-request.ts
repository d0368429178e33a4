import { z } from 'zod';
import { Capability } from './engine-descriptor.js';
import { JobBudget } from './job-budget.js';
import { LanguageTag } from './language-tag.js';
import { SourceFile } from './source-file.js';
import { SubtitleRequest } from './subtitle-request.js';
import { VoiceWishes } from './voice-wishes.js';

/** At most this many target languages in one job; each is its own sub-orchestration. */
export const maxTargetLanguages = 50;

/** A term that must come out as `target`; the same text on both sides means: do not translate. */
export const GlossaryEntry = z.strictObject({ source: z.string().min(1).max(200), target: z.string().min(1).max(200) });

/**
 * What `POST /jobs` accepts, and what a sidecar or blob metadata says for a dropped file.
 * @example { "source": { "kind": "blob", "container": "uploads", "blob": "3f…/talk.mp4", "name": "talk.mp4" }, "targets": ["es", "fr"] }
 */
export const JobRequest = z.strictObject({
  workflow: z.literal('localize').default('localize'),
  source: SourceFile,
  /** Language spoken in the source; the deployment's default when absent. */
  sourceLanguage: LanguageTag.optional(),
  targets: z.array(LanguageTag).min(1).max(maxTargetLanguages),
  /** What is said, brought by the person (SRT, WebVTT, ASS, TTML, JSON or plain text): replaces recognition. */
  transcript: SourceFile.optional(),
  /** Translations brought by the person, by target language: replaces translation for those. */
  translations: z.record(z.string(), SourceFile).optional(),
  /** Engine ids to use instead of `auto`. */
  engines: z.partialRecord(Capability, z.string()).optional(),
  speakers: z.number().int().min(1).max(20).optional(),
  /** Whose voices are cloned, each by consent; nobody's when absent. */
  voices: VoiceWishes.optional(),
  glossary: z.array(GlossaryEntry).max(500).optional(),
  /** Loudness target of the programme: −23, −16 or −14 LUFS. */
  loudness: z.enum(['ebu-r128', 'streaming', 'web']).default('web'),
  /** Whether faces are made to speak the new language: `auto` where a speaking face is found well enough. */
  lipSync: z.enum(['auto', 'off']).default('auto'),
  /** How people are addressed, where the engine offers the choice. */
  formality: z.enum(['default', 'formal', 'informal']).default('default'),
  /** `true` refuses engines whose weights forbid commercial use. */
  commercialUse: z.boolean().default(true),
  /** The job pauses before a stage that would take its cost above this; no cap when absent. */
  budget: JobBudget.optional(),
  subtitles: SubtitleRequest.default({ profile: 'netflix', formats: ['srt', 'vtt'], burnIn: false, bilingual: false }),
});
export type JobRequest = z.infer<typeof JobRequest>;
