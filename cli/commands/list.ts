import { Command } from 'commander';
import { renderTable } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const columns = [
  { title: 'job' },
  { title: 'name' },
  { title: 'languages' },
  { title: 'state' },
  { title: 'submitted' },
];

/** `polydub list`: the jobs of a Polydub. */
export function listCommand({ io }: CommandContext): Command {
  const command = new Command('list').description('the jobs there are');
  return addCommonOptions(command).action(async () => {
    const options = parseOptions(command, CommonOptions);
    const jobs = await withSession(io, options, ({ session }) => session.run((api) => api.listJobs()));
    const rows = jobs.map(({ id, name, sourceLanguage, targets, state, createdAt }) => {
      const languages = `${sourceLanguage} → ${targets.map(({ language }) => language).join(', ')}`;
      return [id, safeText(name), safeText(languages), state, createdAt];
    });
    const text = rows.length === 0 ? 'There are no jobs.\n' : `${renderTable(columns, rows).join('\n')}\n`;
    writeResult(io, { isJson: options.json, json: { jobs }, text });
  });
}
