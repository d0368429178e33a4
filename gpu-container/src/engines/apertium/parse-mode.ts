/** One program of a translation pipeline. */
export interface PipelineStage {
  readonly program: string;
  readonly args: readonly string[];
}

/** The programs a mode may name; a mode that wants anything else is not used. */
const PROGRAMS = new Set([
  'apertium-anaphora',
  'apertium-interchunk',
  'apertium-postchunk',
  'apertium-pretransfer',
  'apertium-tagger',
  'apertium-transfer',
  'cg-proc',
  'lrx-proc',
  'lsx-proc',
  'lt-proc',
]);
/** `$1` says how unknown words are written (-n: as they are), `$2` is for the tagger's debugging output. */
const SUBSTITUTES: Readonly<Record<string, readonly string[]>> = { $1: ['-n'], $2: [] };
/** Makes a program answer at every NUL instead of at the end of its input. */
const NULL_FLUSH = '-z';

/**
 * Reads an Apertium `.mode` file (a shell pipeline) into programs and arguments, each set to flush at NUL.
 * Undefined for a mode that is more than a plain pipeline of Apertium's own programs.
 */
export function parseMode(text: string): readonly PipelineStage[] | undefined {
  const line = text
    .split('\n')
    .filter((part) => !part.trimStart().startsWith('#'))
    .join(' ')
    .trim();
  const stages = line.split('|').map((part) => parseCommand(part.trim()));
  return stages.every((stage) => stage !== undefined) ? stages : undefined;
}

function parseCommand(command: string): PipelineStage | undefined {
  const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
  const [program = '', ...rest] = words;
  if (!PROGRAMS.has(program) || rest.some((word) => /[;&><`]/.test(word))) return undefined;
  return { program, args: [NULL_FLUSH, ...rest.flatMap((word) => SUBSTITUTES[word] ?? [word])] };
}
