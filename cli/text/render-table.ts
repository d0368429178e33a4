import { displayWidth } from './display-width.js';
import { padWidth } from './pad-width.js';

/** A column of a text table. */
export interface TableColumn {
  readonly title: string;
  readonly align?: 'start' | 'end';
}

/** Rows as aligned text lines under a line of titles; no trailing spaces. Columns that are empty everywhere are left out. */
export function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string[] {
  const shown = columns
    .map((column, index) => ({ column, cells: [column.title, ...rows.map((row) => row[index] ?? '')] }))
    .filter(({ cells }) => cells.slice(1).some((cell) => cell !== ''))
    .map(({ column, cells }) => {
      const width = Math.max(...cells.map(displayWidth));
      return cells.map((cell) => padWidth(cell, width, column.align === 'end' ? 'start' : 'end'));
    });
  return ['', ...rows].map((_, line) =>
    shown
      .map((cells) => cells[line] ?? '')
      .join('  ')
      .trimEnd(),
  );
}
