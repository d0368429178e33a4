/**
 * Measures how voice and background are taken apart, on speech mixed with a synthesized band: SDR before and after,
 * what is left of the voice, what becomes of the background, real-time factor.
 * `node dist/bench/separation.js [--speech DIR]`; DIR holds WAV files, else Debian's asterisk-core-sounds-en is used.
 */
import { parseArgs } from 'node:util';
import { createCentreExtractor } from '../pipeline/sound/create-centre-extractor.js';
import { createResidueMeter } from '../pipeline/sound/create-residue-meter.js';
import type { FilteredBlock, StereoBlock } from '../pipeline/sound/create-spectral-filter.js';
import { createVoiceSuppressor } from '../pipeline/sound/create-voice-suppressor.js';
import { measureDistortion } from '../pipeline/sound/measure-distortion.js';
import { subtractBlocks } from '../pipeline/sound/subtract-blocks.js';
import type { TimeSpan } from '../pipeline/sound/time-span.js';
import { speechMaterial } from './sound/speech-material.js';
import { createNoise, synthesizeMusic } from './sound/synthesize-music.js';

const RATE = 48_000;
const LEAD_MS = 2500;
const EVERYWHERE: readonly TimeSpan[] = [{ startMs: 0, endMs: Number.MAX_SAFE_INTEGER }];
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const rms = (samples: Float32Array): number => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
const scaled = (samples: Float32Array, gain: number): Float32Array => samples.map((x) => x * gain);
const added = (a: Float32Array, b: Float32Array): Float32Array => a.map((x, i) => x + (b[i] ?? 0));

interface Streamed {
  push(block: StereoBlock): FilteredBlock;
  flush(): FilteredBlock;
}

function runThrough(filter: Streamed, input: StereoBlock): StereoBlock {
  const output = { left: new Float32Array(input.left.length), right: new Float32Array(input.left.length) };
  let at = 0;
  const write = ({ wet }: FilteredBlock): void => {
    output.left.set(wet.left, at);
    output.right.set(wet.right, at);
    at += wet.left.length;
  };
  for (let from = 0; from < input.left.length; from += 65_536) {
    const cut = (side: Float32Array): Float32Array => side.subarray(from, from + 65_536);
    write(filter.push({ left: cut(input.left), right: cut(input.right) }));
  }
  write(filter.flush());
  return output;
}

function residueOf(voice: Float32Array, rest: StereoBlock, spans: readonly TimeSpan[]): string {
  const meter = createResidueMeter({ sampleRateHz: RATE, spans, isVoiceAlone: true });
  meter.push({ left: voice, right: voice }, rest);
  return (meter.residueDb() ?? 0).toFixed(1);
}

function stereoRow(speech: Float32Array, width: number, aboveDb: number): string {
  const band = synthesizeMusic({ sampleRateHz: RATE, seconds: speech.length / RATE, width });
  const gain = (rms(speech) / rms(band.left)) * 10 ** (-aboveDb / 20);
  const music = { left: scaled(band.left, gain), right: scaled(band.right, gain) };
  const mix = { left: added(music.left, speech), right: added(music.right, speech) };
  const before = process.cpuUsage();
  const background = runThrough(createCentreExtractor(RATE), mix);
  const { user, system } = process.cpuUsage(before);
  const dialogue = subtractBlocks(mix, background);
  const sdr = (reference: Float32Array, estimate: Float32Array): string =>
    measureDistortion({ reference, estimate: estimate.subarray(0, reference.length) }).toFixed(1);
  const cells = [
    `width ${width}, voice ${aboveDb} dB above`,
    `${sdr(speech, mix.left)} → ${sdr(speech, dialogue.left)}`,
    `${sdr(music.left, mix.left)} → ${sdr(music.left, background.left)}`,
    residueOf(speech, background, EVERYWHERE),
    ((user + system) / 1e6 / (speech.length / RATE)).toFixed(3),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A background, two and a half seconds of it alone, then the voice over it. */
function monoRow(name: string, background: Float32Array, speech: Float32Array, aboveDb: number): string {
  const lead = (LEAD_MS * RATE) / 1000;
  const voice = new Float32Array(lead + speech.length);
  voice.set(speech, lead);
  const under = scaled(background, (rms(speech) / rms(background)) * 10 ** (-aboveDb / 20));
  const mix = added(under, voice);
  const spans = [{ startMs: LEAD_MS - 100, endMs: (mix.length * 1000) / RATE }];
  const suppressor = createVoiceSuppressor({ sampleRateHz: RATE, spans });
  suppressor.learn({ left: mix.slice(0, lead - 0.2 * RATE), right: mix.slice(0, lead - 0.2 * RATE) });
  const rest = runThrough(suppressor, { left: mix, right: mix });
  const kept = 20 * Math.log10(rms(rest.left.subarray(lead)) / rms(under.subarray(lead)));
  const residue = residueOf(voice, rest, [{ startMs: LEAD_MS, endMs: Number.MAX_SAFE_INTEGER }]);
  return `| ${name}, voice ${aboveDb} dB above | ${residue} | ${kept.toFixed(1)} |`;
}

function main(): void {
  const { values } = parseArgs({ options: { speech: { type: 'string' } } });
  const speech = speechMaterial(RATE, values.speech);
  if (speech.length === 0) {
    say('No speech: give --speech DIR or install asterisk-core-sounds-en-g722.');
    return;
  }
  say('| stereo mix | voice SDR dB | background SDR dB | voice left in background dB | CPU s per s |');
  say('|---|---|---|---|---|');
  for (const width of [1, 0.6]) for (const aboveDb of [0, 6, 12]) say(stereoRow(speech, width, aboveDb));
  const noise = createNoise(4);
  let smooth = 0;
  const length = speech.length + (LEAD_MS * RATE) / 1000;
  const room = Float32Array.from({ length }, () => {
    smooth = 0.95 * smooth + 0.05 * noise();
    return smooth;
  });
  const music = synthesizeMusic({ sampleRateHz: RATE, seconds: length / RATE, width: 0 }).left;
  say('\n| mono mix | voice left dB | level of what stays against the background dB |\n|---|---|---|');
  for (const aboveDb of [6, 12, 20, 30]) say(monoRow('room tone', room, speech, aboveDb));
  for (const aboveDb of [6, 12, 20, 30]) say(monoRow('music', music, speech, aboveDb));
}

main();
