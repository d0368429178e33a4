/**
 * The speaking process: reads one EspeakRequest from standard input, speaks it with libespeak-ng, writes one
 * EspeakAnswer and ends. It is a program of its own because the library is GPL and because the library keeps state
 * between utterances: only a fresh process makes the same bytes for the same request.
 */
import { text } from 'node:stream/consumers';
import koffi from 'koffi';
import { type EspeakAnswer, type EspeakEvent, EspeakRequest, type EspeakUtterance } from './espeak-request.js';

const LIBRARIES = ['libespeak-ng.so.1', 'libespeak-ng.dylib', '/opt/homebrew/lib/libespeak-ng.dylib'];
const SYNCHRONOUS_OUTPUT = 2;
const PHONEME_EVENTS_IN_IPA = 3;
const CHARACTER_POSITIONS = 1;
const UTF8 = 1;
const PARAMETER = { rate: 1, pitch: 3, range: 4 } as const;
const EVENT = { end: 0, word: 1, phoneme: 7 } as const;

interface RawEvent {
  readonly type: number;
  readonly textPosition: number;
  readonly length: number;
  readonly sample: number;
  readonly id: readonly number[];
}

function loadLibrary(): ReturnType<typeof koffi.load> {
  for (const name of LIBRARIES) {
    try {
      return koffi.load(name);
    } catch {
      // the next name may be there: each is of another system
    }
  }
  throw new Error('libespeak-ng is not installed');
}

/** Opens the library and returns a function that speaks one utterance. */
function openEspeak(): {
  sampleRateHz: number;
  speak: (utterance: EspeakUtterance) => EspeakAnswer['utterances'][number];
} {
  const library = loadLibrary();
  const eventType = koffi.struct('EspeakEvent', {
    ...{ type: 'int', uniqueId: 'unsigned int', textPosition: 'int', length: 'int', audioMs: 'int', sample: 'int' },
    ...{ userData: 'void *', id: koffi.array('uint8_t', 8, 'Array') },
  });
  const callbackType = koffi.proto('int EspeakCallback(void *wav, int count, void *events)');
  const initialize = library.func('int espeak_Initialize(int output, int buffer, const char *path, int options)');
  const setCallback = library.func('void espeak_SetSynthCallback(EspeakCallback *callback)');
  const setVoice = library.func('int espeak_SetVoiceByName(const char *name)');
  const setParameter = library.func('int espeak_SetParameter(int parameter, int value, int relative)');
  const synthesize = library.func(
    'int espeak_Synth(const void *text, size_t size, unsigned int position, int positionType, unsigned int endPosition, unsigned int flags, void *uniqueId, void *userData)',
  );
  const synchronize = library.func('int espeak_Synchronize()');
  const sampleRateHz: number = initialize(SYNCHRONOUS_OUTPUT, 0, null, PHONEME_EVENTS_IN_IPA);
  if (sampleRateHz <= 0) throw new Error('libespeak-ng could not be initialised (are its data files installed?)');

  let chunks: Buffer[] = [];
  let events: EspeakEvent[] = [];
  const eventBytes = koffi.sizeof(eventType);
  const onAudio = (wav: unknown, count: number, list: unknown): number => {
    if (wav !== null && count > 0) {
      const samples: Int16Array = koffi.decode(wav, koffi.array('int16_t', count, 'Typed'));
      chunks.push(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
    }
    for (let at = 0; ; at++) {
      const event: RawEvent = koffi.decode(list, at * eventBytes, eventType);
      if (event.type === EVENT.end) return 0;
      const { sample, textPosition: position, length } = event;
      if (event.type === EVENT.word) events.push({ kind: 'word', sample, position, length });
      if (event.type === EVENT.phoneme) events.push({ kind: 'phoneme', sample, ipa: readIpa(event.id) });
    }
  };
  setCallback(koffi.register(onAudio, koffi.pointer(callbackType)));
  const speak = (utterance: EspeakUtterance): EspeakAnswer['utterances'][number] => {
    chunks = [];
    events = [];
    if (setVoice(utterance.voice) !== 0) throw new Error(`there is no voice "${utterance.voice}"`);
    setParameter(PARAMETER.rate, Math.round(utterance.wordsPerMinute), 0);
    setParameter(PARAMETER.pitch, Math.round(utterance.pitch), 0);
    setParameter(PARAMETER.range, Math.round(utterance.range), 0);
    const bytes = Buffer.from(`${utterance.text}\0`, 'utf8');
    if (synthesize(bytes, bytes.length, 0, CHARACTER_POSITIONS, 0, UTF8, null, null) !== 0) {
      throw new Error('libespeak-ng could not speak the text');
    }
    synchronize();
    return { samples: Buffer.concat(chunks).toString('base64'), events };
  };
  return { sampleRateHz, speak };
}

function readIpa(id: readonly number[]): string {
  const end = id.indexOf(0);
  return Buffer.from(end < 0 ? id : id.slice(0, end)).toString('utf8');
}

const request = EspeakRequest.parse(JSON.parse(await text(process.stdin)));
const espeak = openEspeak();
const answer: EspeakAnswer = { sampleRateHz: espeak.sampleRateHz, utterances: request.utterances.map(espeak.speak) };
// the library's idle thread keeps the process alive: end it once the answer is out
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
