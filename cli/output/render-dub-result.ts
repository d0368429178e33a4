import { dirname, relative } from 'node:path';
import type { JobStatus } from '../../pipeline/contracts/job-status.js';
import { formatBytes } from '../text/format-bytes.js';
import { formatDuration } from '../text/format-duration.js';
import { languageName } from '../text/language-name.js';
import { renderTable } from '../text/render-table.js';
import { safeText } from '../text/safe-text.js';
import { describeMemoHits } from './describe-memo-hits.js';
import { renderStageSummary } from './render-stage-summary.js';
import type { SavedOutput } from './saved-output.js';

/** What the closing account of a dub tells of. `cwd`: paths are shown relative to it where that is shorter. */
export interface RenderDubResultParams {
  readonly status: JobStatus;
  readonly outputs: readonly SavedOutput[];
  readonly cwd: string;
  /** From the command's start to the last file, in ms. */
  readonly tookMs: number;
}

/** The closing account of a dub for people: what was made, by which engines, how long it took, where the receipt is. */
export function renderDubResult(params: RenderDubResultParams): string {
  const { status, tookMs } = params;
  const made = status.targets
    .filter(({ state }) => state === 'completed')
    .map(({ language }) => languageName(language));
  const into = made.length === 0 ? 'no language' : new Intl.ListFormat('en').format(made);
  const from = languageName(status.sourceLanguage);
  const lines = [
    `${safeText(status.name)}: dubbed from ${from} to ${into} in ${formatDuration(tookMs)}.`,
    '',
    ...renderFiles(params),
    '',
    ...renderStageSummary(status.stages),
    '',
    describeMemoHits(status.stages),
    ...renderReceipts(params),
  ];
  return `${lines.join('\n')}\n`;
}

function renderFiles({ outputs, cwd }: RenderDubResultParams): string[] {
  return [...groupByFolder(outputs)].flatMap(([folder, files]) => {
    const rows = files.map((file) => {
      return [
        `  ${safeText(file.name)}`,
        file.kind,
        formatBytes(file.sizeBytes),
        file.state === 'new' ? '' : 'unchanged',
      ];
    });
    const columns = [
      { title: `${shorter(cwd, folder)}/` },
      { title: '' },
      { title: '', align: 'end' as const },
      { title: '' },
    ];
    return renderTable(columns, rows);
  });
}

function groupByFolder(outputs: readonly SavedOutput[]): Map<string, SavedOutput[]> {
  const groups = new Map<string, SavedOutput[]>();
  for (const output of outputs) {
    const folder = dirname(output.path);
    groups.set(folder, [...(groups.get(folder) ?? []), output]);
  }
  return groups;
}

function shorter(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}

/** One line a language; the page for people where there is one. */
function renderReceipts({ outputs, cwd }: RenderDubResultParams): string[] {
  const receipts = outputs.filter(({ kind }) => kind === 'receipt');
  return [...new Set(receipts.map(({ language }) => language))].flatMap((language) => {
    const own = receipts.filter((receipt) => receipt.language === language);
    const shown = own.find(({ mediaType }) => mediaType.startsWith('text/html')) ?? own[0];
    return shown === undefined ? [] : [`Receipt, ${languageName(language)}: ${shorter(cwd, shown.path)}`];
  });
}
