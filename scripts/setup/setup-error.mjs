/** Set-up cannot go on; the message tells a person what is wrong and what to do. Shown without a stack. */
export class SetupError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'SetupError';
  }
}
