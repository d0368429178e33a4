import type { Cue } from '../model/cue.js';
import { lineText } from '../model/cue-text.js';
import type { SubtitleProfile } from '../profiles/subtitle-profile.js';
import { breakCostBetween, breakCosts } from '../words/break-cost.js';
import { functionWordsOf } from '../words/function-words.js';
import { columnsOf } from '../words/visible-length.js';
import type { QcRule, RuleResult } from './qc-report.js';

/** Everything the rules about a cue's text look at. */
export interface TextRulesParams {
  readonly cue: Cue;
  readonly profile: SubtitleProfile;
  readonly language: string;
}

const controlCharacter = /[\p{Cc}\ufffd\ufeff\u2028\u2029]/u;
const forbiddenStart =
  /^[!%),.:;?\]}、。，．・：；？！ー々ゝゞヽヾ〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ’”」』）】〉》〕་།ๆฯ៖។]/u;
const forbiddenEnd = /[([{¿¡「『（【〈《〔“‘]$/u;
const dialogueLine = /^(\u202b?)([-‐‑–—])(\s?)(?=\S)/u;

const verdict = (rule: QcRule, pass: boolean, value: string, limit: string): RuleResult => ({
  rule,
  pass,
  value,
  limit,
  unit: 'text',
});

const cleanliness = (lines: readonly string[]): RuleResult => {
  const limit = 'text on every line, single spaces, no control characters';
  const fault = (value: string): RuleResult => verdict('clean-text', false, value, limit);
  if (lines.every((line) => line.trim() === '')) return fault('no text');
  if (lines.some((line) => line.trim() === '')) return fault('an empty line');
  if (lines.some((line) => controlCharacter.test(line))) return fault('a control or replacement character');
  if (lines.some((line) => line !== line.trim())) return fault('a space at the edge of a line');
  if (lines.some((line) => / {2}/.test(line))) return fault('two spaces in a row');
  if (lines.some((line) => /^\p{M}/u.test(line))) return fault('a mark without its letter');
  return verdict('clean-text', true, 'clean', limit);
};

const ellipsis = (text: string, { profile, language }: TextRulesParams): RuleResult[] => {
  if (!profile.usesEllipsisCharacter) return [];
  const wanted = /^(zh|yue|ja)\b/.test(language) ? '… or ……' : '…';
  const has = /\.\.\.|。。。/.test(text);
  return [verdict('ellipsis', !has, has ? '...' : 'none', wanted)];
};

const dialogue = (lines: readonly string[], profile: SubtitleProfile): RuleResult[] => {
  const marks = lines.map((line) => dialogueLine.exec(line));
  if (lines.length !== 2 || marks[1] === null) return [];
  const [first, second] = marks;
  const isSpaced = profile.dialogueStyle.endsWith('spaced');
  const isBoth = profile.dialogueStyle.startsWith('both');
  const spacing = [first, second].every((mark) => mark == null || (mark[3] !== '') === isSpaced);
  const isHyphen = [first, second].every((mark) => mark == null || mark[2] === '-');
  const value = `${first == null ? 'second line' : 'both lines'}, ${(second?.[3] ?? '') === '' ? 'no space' : 'space'}`;
  const limit = `${isBoth ? 'both lines' : 'second line'}, ${isSpaced ? 'space' : 'no space'}`;
  return [verdict('dialogue-dash', spacing && isHyphen && (first != null) === isBoth, value, limit)];
};

const edges = (lines: readonly string[]): RuleResult => {
  const isDash = (line: string): boolean => /^(\.\.\.|…)/.test(line);
  const bad = lines.find((line) => (forbiddenStart.test(line) && !isDash(line)) || forbiddenEnd.test(line));
  const limit = 'no closing mark first, no opening mark last';
  return verdict('line-edges', bad === undefined, bad === undefined ? 'kept' : bad.slice(0, 20), limit);
};

const tornPair = (lines: readonly string[], language: string): string | undefined => {
  const words = functionWordsOf(language);
  for (let index = 1; index < lines.length; index++) {
    const before = lines[index - 1]?.trim().split(/\s+/).at(-1) ?? '';
    const after = lines[index]?.trim().split(/\s+/)[0] ?? '';
    if (before === '' || after === '') continue;
    const cost = breakCostBetween({ before, after, isSpaced: true, capitalsAreNames: false, words });
    if (cost >= breakCosts.tear) return `${before} | ${after}`;
  }
  return undefined;
};

const lineBreak = (lines: readonly string[], language: string): RuleResult[] => {
  if (lines.length < 2) return [];
  const torn = tornPair(lines, language);
  const limit = 'nothing torn that belongs together';
  return [{ ...verdict('line-break', torn === undefined, torn ?? 'kept', limit), isAdvice: true }];
};

/** The rules that look at one cue's text alone. */
export function textRules(params: TextRulesParams): RuleResult[] {
  const { cue, profile, language } = params;
  const lines = cue.lines.map(lineText);
  const longest = lines.reduce((most, line) => Math.max(most, columnsOf(line, profile.isFullWidth)), 0);
  const hasItalics = cue.lines.some((line) => line.some((span) => span.italic === true));
  const italics = verdict('italics', !hasItalics || profile.allowsItalics, hasItalics ? 'italics' : 'none', 'none');
  return [
    cleanliness(lines),
    {
      rule: 'lines',
      pass: lines.length <= profile.maxLines,
      value: lines.length,
      limit: profile.maxLines,
      unit: 'lines',
    },
    {
      rule: 'line-length',
      pass: longest <= profile.charsPerLine,
      value: longest,
      limit: profile.charsPerLine,
      unit: 'columns',
    },
    ...ellipsis(lines.join(' '), params),
    ...dialogue(lines, profile),
    edges(lines),
    ...(profile.allowsItalics ? [] : [italics]),
    ...lineBreak(lines, language),
  ];
}
