import { SaxesParser } from 'saxes';
import { LISTED_VOICES } from './listed-voices.js';

export interface SpokenSsml {
  readonly voice: string;
  readonly text: string;
  readonly pitchHz: number | undefined;
  readonly durationMs: number | undefined;
}

const NAMESPACE = 'http://www.w3.org/2001/10/synthesis';
const EXTENSION = 'https://www.w3.org/2001/mstts';
const LONGEST_WANTED_MS = 300_000;

/** Reads SSML as the service wants it: one `speak` with version, namespace and language, one listed voice. */
export function readSsml(ssml: string): SpokenSsml {
  const parser = new SaxesParser({ xmlns: true });
  const open: string[] = [];
  let voice: string | undefined;
  let pitchHz: number | undefined;
  let durationMs: number | undefined;
  let text = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes, uri }) => {
    const value = (attribute: string): string => attributes[attribute]?.value ?? '';
    const where = `${open.at(-1) ?? ''}/${name}`;
    if (uri !== (name.startsWith('mstts:') ? EXTENSION : NAMESPACE))
      throw new Error(`${name} is not in the namespace of SSML`);
    if (where === '/speak') {
      if (value('version') !== '1.0' || !/^[a-z]{2,3}(-[A-Za-z]+)+$/.test(value('xml:lang')))
        throw new Error('bad speak');
    } else if (where === 'speak/voice') {
      if (voice !== undefined || !LISTED_VOICES.some((listed) => listed.ShortName === value('name'))) {
        throw new Error(`bad voice ${value('name')}`);
      }
      voice = value('name');
    } else if (where === 'voice/mstts:audioduration') {
      const ms = Number(/^(\d+)ms$/.exec(value('value'))?.[1]);
      if (!(ms > 0 && ms <= LONGEST_WANTED_MS) || text !== '') throw new Error(`bad duration ${value('value')}`);
      durationMs = ms;
    } else if (where === 'voice/prosody') {
      const hz = /^(\d+)Hz$/.exec(value('pitch'))?.[1];
      if (hz === undefined) throw new Error(`bad pitch ${value('pitch')}`);
      pitchHz = Number(hz);
    } else throw new Error(`${where} is not allowed`);
    open.push(name);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (part) => {
    if (part.trim() !== '' && open.at(-1) !== 'voice' && open.at(-1) !== 'prosody')
      throw new Error('text outside a voice');
    text += part;
  });
  parser.write(ssml).close();
  if (voice === undefined) throw new Error('no voice');
  return { voice, text, pitchHz, durationMs };
}
