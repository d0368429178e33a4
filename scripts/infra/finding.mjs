/**
 * What a rule found.
 * @typedef {Readonly<{ rule: string, path: string, line: number, message: string }>} Finding
 */

export {};
