import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

/**
 * A parser of Bicep files: its grammar as WebAssembly, so nothing is compiled at installation.
 * @returns {Promise<Parser>}
 */
export async function loadBicepParser() {
  const wasm = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(wasm)));
  return parser;
}
