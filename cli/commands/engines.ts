import { Command } from 'commander';
import { renderTable } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';
import type { CommandContext } from './command-context.js';
import { addCommonOptions, CommonOptions } from './common-options.js';
import { parseOptions } from './parse-options.js';
import { withSession } from './with-session.js';
import { writeResult } from './write-result.js';

const engineColumns = [
  { title: 'capability' },
  { title: 'engine' },
  { title: 'version' },
  { title: 'tier' },
  { title: 'licence' },
  { title: 'languages', align: 'end' as const },
];
const missingColumns = [{ title: 'capability' }, { title: 'missing' }, { title: 'install with' }];

/** `polydub engines`: the engines a Polydub has, and those it could have with the command that installs them. */
export function enginesCommand({ io }: CommandContext): Command {
  const command = new Command('engines').description('the engines there are, and how to get those that are missing');
  return addCommonOptions(command).action(async () => {
    const options = parseOptions(command, CommonOptions);
    const survey = await withSession(io, options, ({ session }) => session.run((api) => api.listEngines()));
    const rows = survey.engines.map(({ capability, id, version, tier, licence, languages, pairs }) => {
      return [capability, id, version, tier, licence, String(pairs?.length ?? languages.length)].map(safeText);
    });
    const missing = survey.missing.map(({ capability, id, install }) => [capability, id, install].map(safeText));
    const lines = [
      ...renderTable(engineColumns, rows),
      ...(missing.length === 0 ? [] : ['', ...renderTable(missingColumns, missing)]),
    ];
    writeResult(io, { isJson: options.json, json: survey, text: `${lines.join('\n')}\n` });
  });
}
