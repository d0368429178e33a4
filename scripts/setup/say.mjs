/**
 * Tells the person what set-up does. Always on standard error: standard output belongs to the command.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`polydub: ${line}\n`);
}
