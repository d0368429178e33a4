import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngineRegistry } from '../../../gpu-container/src/engines/engine-registry.js';
import { cueTranscript } from '../../../pipeline/subtitles/cueing/cue-transcript.js';
import { resolveProfile } from '../../../pipeline/subtitles/profiles/resolve-profile.js';
import { cueSegmentsOfTranscript } from '../../../pipeline/subtitles/segments/cue-segments-of-transcript.js';
import { unzipSamples } from '../../pipeline/subtitles/unzip-samples.js';
import { samplePath } from '../../samples/sample-path.js';

const archive = samplePath('samples/speech/fleurs-dev.zip');
const items = ['000', '001', '002'];
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cued-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Real speech with its exact words, aligned to the sound: what a recogniser at its best would hand over. */
async function alignedTranscript(language: string, item: string) {
  const files = unzipSamples(archive ?? '');
  const named = (ending: string) =>
    [...files].find(([name]) => name.endsWith(`fleurs-${language}-${item}.${ending}`))?.[1];
  const ogg = join(directory, `${language}-${item}.ogg`);
  const speechPath = join(directory, `${language}-${item}.wav`);
  await writeFile(ogg, named('ogg') ?? new Uint8Array());
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-i', ogg, '-ac', '1', '-ar', '16000', speechPath]);
  const text = new TextDecoder().decode(named('txt')).trim();
  const bytes = (await readFile(speechPath)).byteLength;
  const segment = { id: 'seg_0001', startMs: 0, endMs: Math.round(bytes / 32), text, words: [] };
  const registry = createEngineRegistry();
  const aligner = await registry.speechAligner('espeak-aligner');
  const signal = new AbortController().signal;
  return aligner.align({ speechPath, transcript: { language, segments: [segment] }, signal });
}

describe.skipIf(archive === undefined)('cues made of real speech (needs the samples)', () => {
  it.each(['en', 'es', 'de', 'fr', 'pt'])(
    'break no rule in %s but where the report says why none could hold',
    async (language) => {
      for (const item of items) {
        const transcript = await alignedTranscript(language, item);
        const profile = resolveProfile({ name: 'netflix', language });
        const { cues, report } = cueTranscript({ segments: cueSegmentsOfTranscript(transcript), language, profile });
        const broken = report.cues.flatMap((cue) =>
          cue.results.filter((result) => !result.pass && result.isAdvice !== true),
        );

        expect(cues.length).toBeGreaterThan(1);
        expect(broken.filter((result) => result.impossible === undefined)).toEqual([]);
        const words = (text: string) => text.replace(/\s+/g, ' ').trim();
        const shown = cues
          .map((cue) => cue.lines.map((line) => line.map((span) => span.text).join('')).join(' '))
          .join(' ');
        expect(words(shown)).toBe(words(transcript.segments.map((segment) => segment.text).join(' ')));
      }
    },
  );
});
