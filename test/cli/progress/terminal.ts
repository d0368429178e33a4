import type { TerminalSink } from '../../../cli/cli-io.js';

/** A terminal as far as a redrawn block needs one: lines, cursor up, erase the rest of a line and all below. */
export class Terminal implements TerminalSink {
  readonly isTTY = true;
  readonly columns = (): number => 80;
  readonly rows = (): number => 40;
  readonly #lines: string[] = [''];
  #row = 0;
  #column = 0;

  readonly write = (text: string): void => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
    for (const part of text.split(/(\u001b\[\d*[A-Z]|\r|\n)/)) if (part !== '') this.#take(part);
  };

  /** What can be seen, without the empty line the cursor stands on. */
  lines(): string[] {
    return this.#lines.slice(0, this.#lines.at(-1) === '' ? -1 : undefined);
  }

  #take(part: string): void {
    const line = this.#lines[this.#row] ?? '';
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the same
    const up = /^\u001b\[(\d+)A$/.exec(part)?.[1];
    if (up !== undefined) this.#row = Math.max(0, this.#row - Number(up));
    else if (part === '\u001b[K') this.#lines[this.#row] = line.slice(0, this.#column);
    else if (part === '\u001b[0J') this.#lines.splice(this.#row, this.#lines.length, line.slice(0, this.#column));
    else if (part === '\r') this.#column = 0;
    else if (part === '\n') {
      this.#row += 1;
      this.#column = 0;
      if (this.#row === this.#lines.length) this.#lines.push('');
    } else {
      this.#lines[this.#row] = line.slice(0, this.#column) + part + line.slice(this.#column + part.length);
      this.#column += part.length;
    }
  }
}
