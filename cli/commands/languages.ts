import { Command } from 'commander';
import { z } from 'zod';
import type { LanguageList } from '../api-client/language-list.js';
import { renderTable } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const LanguagesOptions = CommonOptions.extend({ from: z.string().optional(), to: z.string().optional() });
type Language = LanguageList['languages'][number];

const columns = [
  { title: 'from' },
  { title: 'to' },
  { title: 'language' },
  { title: 'translator' },
  { title: 'path' },
  { title: 'chrF', align: 'end' as const },
  { title: 'speech' },
  { title: 'voices' },
];

/** `polydub languages`: every language a Polydub reaches, by which path and how well. */
export function languagesCommand({ io }: CommandContext): Command {
  const command = new Command('languages')
    .description('the languages that can be reached, by which path and how well')
    .option('--from <language>', 'only from this spoken language')
    .option('--to <language>', 'only to this target language');
  return addCommonOptions(command).action(async () => {
    const options = parseOptions(command, LanguagesOptions);
    const { languages } = await withSession(io, options, ({ session }) => session.run((api) => api.listLanguages()));
    const chosen = languages.filter(({ from, to }) => matches(from, options.from) && matches(to, options.to));
    const table = `${renderTable(columns, chosen.map(renderRow)).join('\n')}\n`;
    const text = chosen.length === 0 ? 'No installed engine reaches that; see polydub engines.\n' : table;
    writeResult(io, { isJson: options.json, json: { languages: chosen }, text });
  });
}

const matches = (tag: string, wanted: string | undefined): boolean => {
  return wanted === undefined || tag.toLowerCase() === wanted.toLowerCase();
};

function renderRow({ from, to, name, translator, path, chrF, isHeard, voices }: Language): string[] {
  const heard = isHeard ? 'recognised' : 'bring a transcript';
  const spoken = voices.length === 0 ? 'none' : voices.join(', ');
  return [from, to, name, translator, path ?? '', chrF?.toFixed(1) ?? '', heard, spoken].map(safeText);
}
