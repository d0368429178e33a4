import { describe, expect, it } from 'vitest';
import type { SubtitleRequest } from '../../../pipeline/contracts/subtitle-request.js';
import { readArtifact } from '../../../pipeline/jobs/read-artifact.js';
import { writeArtifact } from '../../../pipeline/jobs/write-artifact.js';
import { runSubtitle } from '../../../pipeline/stages/run-subtitle.js';
import { QcReport } from '../../../pipeline/subtitles/qc/qc-report.js';
import { createMemoryArtifactStore } from '../ports/memory-artifact-store.js';

const lines = [
  { id: 'one', speaker: 'a', startMs: 1000, text: 'Have you seen the sea?', es: '¿Has visto el mar?' },
  { id: 'two', speaker: 'b', startMs: 4000, text: 'Never in my whole life.', es: 'Nunca en toda mi vida.' },
  { id: 'three', speaker: 'a', startMs: 7000, text: 'Then come with me.', es: 'Entonces ven conmigo.' },
] as const;

const audio = { sha256: 'a'.repeat(64), sizeBytes: 1, mediaType: 'audio/wav' };
const transcript = {
  language: 'en',
  segments: lines.map(({ id, speaker, startMs, text }) => ({
    ...{ id, speaker, startMs, endMs: startMs + 2000, text },
    words: [],
  })),
  speakers: [{ id: 'a', label: 'Ana' }, { id: 'b' }],
};
const dubbed = lines.map(({ id, startMs }) => ({
  ...{ id, startMs: startMs + 100, endMs: startMs + 2100, rate: 1, overlap: 0.95, onsetErrorMs: 100 },
}));
const summary = { overlap: 0.95, withinNaturalRate: 1, onsetErrorP95Ms: 100, overlappingSegments: 0 };
const inputs: Readonly<Record<string, unknown>> = {
  transcript,
  translation: { language: 'es', segments: lines.map(({ id, es }) => ({ id, text: es })) },
  'speech-manifest': {
    language: 'es',
    segments: lines.map(({ id, es }) => ({
      ...{ id, text: es, audio, durationMs: 2000, sampleRateHz: 22_050, engine: 'espeak', voice: 'es' },
    })),
  },
  fit: { segments: dubbed, summary },
  media: {
    container: 'mp4',
    durationMs: 12_000,
    video: {
      ...{ index: 0, codec: 'h264', width: 1280, height: 720, rotationDegrees: 0, startMs: 0, durationMs: 12_000 },
      frameRate: { numerator: 25, denominator: 1 },
    },
    audio: [],
  },
  shots: { cutsMs: [] },
};

const make = async (request: Partial<SubtitleRequest> = {}, language = 'es') => {
  const artifacts = createMemoryArtifactStore();
  const refs = await Promise.all(
    Object.entries(inputs).map(async ([name, value]) => [name, await writeArtifact(artifacts, value)] as const),
  );
  const params = { language, profile: 'netflix', formats: ['vtt'], ...request };
  const outputs = await runSubtitle(
    { stage: 'subtitle', params, inputs: Object.fromEntries(refs), unitKey: 'b'.repeat(64) },
    artifacts,
  );
  const ref = (name: string) => {
    const found = outputs[name];
    if (found === undefined) throw new Error(`The stage made no ${name}.`);
    return found;
  };
  return {
    outputs,
    text: async (name: string) => new TextDecoder().decode(await artifacts.get(ref(name))),
    report: (name: string) => readArtifact(artifacts, ref(name), QcReport),
  };
};

describe('the subtitle stage', () => {
  it('makes the formats asked for, SubRip for the video, the original, and the report', async () => {
    const { outputs, text, report } = await make();

    expect(Object.keys(outputs).sort()).toEqual(['source-srt', 'srt', 'subtitle-report', 'vtt']);
    expect(await text('srt')).toContain('Nunca en toda mi vida.');
    expect(await text('srt')).not.toContain('Ana');
    expect(await text('source-srt')).toContain('Never in my whole life.');
    expect(await report('subtitle-report')).toMatchObject({ profile: 'netflix', audience: 'adult', language: 'es' });
  });

  it('makes a second set with the speakers named, checked by the same house’s rules for it', async () => {
    const { outputs, text, report } = await make({ profile: 'bbc', sdh: true });

    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(['sdh-srt', 'sdh-vtt', 'sdh-report']));
    expect((await text('sdh-vtt')).replaceAll('\n', ' ')).toMatch(/\[Ana\] ¿Has .*\[2\] Nunca .*\[Ana\] Entonces/);
    expect(await report('sdh-report')).toMatchObject({ profile: 'bbc', audience: 'sdh', failureCount: 0 });
    expect(await report('subtitle-report')).toMatchObject({ profile: 'bbc', audience: 'adult' });
  });

  it('keeps the rules of the audience', async () => {
    const { report } = await make({ audience: 'children' });
    const speed = (await report('subtitle-report')).cues[0]?.results.find(({ rule }) => rule === 'reading-speed');

    expect((await report('subtitle-report')).audience).toBe('children');
    expect(speed?.limit).toBe(13);
  });

  it('puts both languages into each cue where asked, save into the set for the hard of hearing', async () => {
    const { text } = await make({ bilingual: true, sdh: true, burnIn: true });

    expect(await text('srt')).toMatch(/¿Has visto el mar\?\r?\nHave you seen the sea\?/);
    expect(await text('burn-in')).toMatch(/¿Has visto el mar\?.*\\N.*Have you seen the sea\?/);
    expect(await text('sdh-srt')).not.toContain('Have you');
  });

  it('carries no second track of the spoken language where that is the target', async () => {
    const { outputs } = await make({}, 'en');

    expect(outputs).not.toHaveProperty('source-srt');
  });

  it('refuses a profile that there is not', async () => {
    await expect(make({ profile: 'hollywood' as 'bbc' })).rejects.toThrow(/profile/);
  });
});
