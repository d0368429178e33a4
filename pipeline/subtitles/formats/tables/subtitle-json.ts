import { z } from 'zod';

const span = z.strictObject({
  text: z.string(),
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  underline: z.boolean().optional(),
  strike: z.boolean().optional(),
  color: z.string().optional(),
  background: z.string().optional(),
  fontFamily: z.string().optional(),
  classes: z.array(z.string()).optional(),
  language: z.string().optional(),
  voice: z.string().optional(),
  ruby: z.string().optional(),
  atMs: z.number().optional(),
  assTags: z.string().optional(),
});

const placement = z.strictObject({
  vertical: z.enum(['rl', 'lr']).optional(),
  line: z.number().optional(),
  isLinePercent: z.boolean().optional(),
  lineAlign: z.enum(['start', 'center', 'end']).optional(),
  positionPercent: z.number().optional(),
  positionAlign: z.enum(['line-left', 'center', 'line-right']).optional(),
  sizePercent: z.number().optional(),
  align: z.enum(['start', 'center', 'end', 'left', 'right']).optional(),
  region: z.string().optional(),
});

const assFields = z.strictObject({
  layer: z.number().optional(),
  style: z.string().optional(),
  marginLeft: z.number().optional(),
  marginRight: z.number().optional(),
  marginVertical: z.number().optional(),
  effect: z.string().optional(),
});

const time = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/**
 * One cue in the JSON form: `text` alone for people who write it by hand, `lines` where there are styles.
 * @example { "startMs": 1000, "endMs": 2500, "text": "Good morning,\nmy name is Jordi." }
 */
export const JsonCue = z
  .strictObject({
    id: z.string().optional(),
    startMs: time,
    endMs: time,
    text: z.string().optional(),
    lines: z.array(z.array(span)).optional(),
    speaker: z.string().optional(),
    alternatives: z.array(z.string().regex(/\S/, 'must hold a word')).optional(),
    placement: placement.optional(),
    ass: assFields.optional(),
    isForced: z.boolean().optional(),
  })
  .refine((cue) => cue.text !== undefined || cue.lines !== undefined, { message: 'a cue needs text or lines' });
export type JsonCue = z.infer<typeof JsonCue>;

/**
 * The JSON form of a subtitle file.
 * @example { "schemaVersion": 1, "language": "es", "cues": [{ "startMs": 0, "endMs": 1200, "text": "Hola." }] }
 */
export const SubtitleJson = z.strictObject({
  schemaVersion: z.literal(1),
  language: z.string().optional(),
  title: z.string().optional(),
  cues: z.array(JsonCue),
});
export type SubtitleJson = z.infer<typeof SubtitleJson>;
