import type { Cue, CueLine } from '../model/cue.js';
import { type FrameRate, toMs } from '../model/frame-rate.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import type { CueToken } from './cue-token.js';
import type { SolvedCue } from './solve-cues.js';

/** Joins words into the text of one line. */
export const textOfTokens = (tokens: readonly CueToken[]): string =>
  tokens.map((token, index) => (index > 0 && token.spaceBefore ? ` ${token.text}` : token.text)).join('');

/** The dialogue marks of a profile for the first and second line. */
export const dialogueMarks = ({ dialogueStyle }: SubtitleProfile): readonly [string, string] => {
  const mark = dialogueStyle.endsWith('spaced') ? '- ' : '-';
  return [dialogueStyle.startsWith('both') ? mark : '', mark];
};

const speakerOf = (tokens: readonly CueToken[]): string | undefined => {
  const [first] = tokens;
  return tokens.every((token) => token.speaker === first?.speaker) ? first?.speaker : undefined;
};

/** Turns a solution into cues. */
export function emitCues({ tokens, profile, frameRate }: EmitCuesParams, solved: readonly SolvedCue[]): Cue[] {
  const marks = dialogueMarks(profile);
  return solved.map((cue) => {
    const all = tokens.slice(cue.from, cue.to);
    const cut = cue.secondLine === 0 ? all.length : cue.secondLine - cue.from;
    const lines: CueLine[] = [all.slice(0, cut), all.slice(cut)]
      .filter((line) => line.length > 0)
      .map((line, index) => [{ text: (cue.isDialogue ? (marks[index] ?? '') : '') + textOfTokens(line) }]);
    const speaker = speakerOf(all);
    const times = { startMs: toMs(cue.start, frameRate), endMs: toMs(cue.end, frameRate) };
    return { ...times, lines, ...(speaker === undefined ? {} : { speaker }) };
  });
}

/** Everything {@link emitCues} needs beside the solution. */
export interface EmitCuesParams {
  readonly tokens: readonly CueToken[];
  readonly profile: SubtitleProfile;
  readonly frameRate: FrameRate;
}
