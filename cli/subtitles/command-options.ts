import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { PipelineError } from '../../pipeline/errors/pipeline-error.js';
import type { FrameRate } from '../../pipeline/subtitles/model/frame-rate.js';
import { subtitleFormats } from '../../pipeline/subtitles/model/subtitle-document.js';
import { profileNames, resolveProfile } from '../../pipeline/subtitles/profiles/resolve-profile.js';
import type { SubtitleProfile } from '../../pipeline/subtitles/profiles/subtitle-profile.js';

/** The options every command may be given, as commander hands them over. */
export const CommandOptions = z.strictObject({
  language: z.string().optional(),
  encoding: z.string().optional(),
  from: z.enum(subtitleFormats).optional(),
  to: z.enum(subtitleFormats).optional(),
  recover: z.boolean().optional(),
  json: z.boolean().optional(),
  profile: z.enum(profileNames).default('netflix'),
  rules: z.string().optional(),
  frameRate: z.string().default('25'),
  shots: z.string().optional(),
  duration: z.coerce.number().positive().optional(),
  title: z.string().optional(),
});
export type CommandOptions = z.infer<typeof CommandOptions>;

/** Checks what commander parsed. Fails with `request-invalid`. */
export function parseOptions(options: unknown): CommandOptions {
  const parsed = CommandOptions.safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new PipelineError('request-invalid', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`);
}

/** Broadcast rates people round: 23.976, 29.97 and 59.94 are 1000/1001 of a whole number. */
export function parseFrameRate(text: string): FrameRate {
  const fraction = /^(\d{1,6})\/(\d{1,6})$/.exec(text);
  const value = fraction === null ? Number(text) : Number(fraction[1]) / Number(fraction[2]);
  if (!(value >= 1 && value <= 240)) throw new PipelineError('request-invalid', `"${text}" is not a frame rate.`);
  if (fraction !== null) return { numerator: Number(fraction[1]), denominator: Number(fraction[2]) };
  const nominal = Math.round(value);
  if (Number.isInteger(value)) return { numerator: value, denominator: 1 };
  if (Math.abs(value - (nominal * 1000) / 1001) < 0.01) return { numerator: nominal * 1000, denominator: 1001 };
  return { numerator: Math.round(value * 1000), denominator: 1000 };
}

/** A text file; fails with `source-missing` when it is not there. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new PipelineError('source-missing', `${path} cannot be read.`, { cause: error });
  }
}

const readText = async (path: string): Promise<string> => new TextDecoder().decode(await readInput(path));

const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PipelineError('request-invalid', `${path} is not JSON.`, { cause: error });
  }
};

const readShots = async (path: string | undefined): Promise<number[]> => {
  if (path === undefined) return [];
  const text = (await readText(path)).trim();
  if (text.startsWith('[')) {
    const parsed = z.array(z.number().nonnegative()).safeParse(parseJson(text, path));
    if (parsed.success) return parsed.data;
    throw new PipelineError('request-invalid', `${path} is not an array of times in ms.`);
  }
  const seconds = text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(Number);
  if (seconds.some((value) => !(value >= 0)))
    throw new PipelineError('request-invalid', `${path} holds more than times in seconds.`);
  return seconds.map((value) => value * 1000);
};

/** What cues are measured by, as the command line says. */
export interface Measures {
  readonly profile: SubtitleProfile;
  readonly frameRate: FrameRate;
  readonly shotsMs: readonly number[];
  readonly videoDurationMs: number | undefined;
}

/** Reads profile, frame rate, cuts and length off the options. */
export async function measuresOf(options: CommandOptions, language: string): Promise<Measures> {
  const overrides = options.rules === undefined ? undefined : parseJson(await readText(options.rules), options.rules);
  return {
    profile: resolveProfile({ name: options.profile, language, overrides }),
    frameRate: parseFrameRate(options.frameRate),
    shotsMs: await readShots(options.shots),
    videoDurationMs: options.duration === undefined ? undefined : options.duration * 1000,
  };
}
