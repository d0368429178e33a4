import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { PublishedFile } from '../contracts/job-result.js';
import { safeFileName } from './safe-file-name.js';

/** What people get of a target, by artifact name: kind and file ending. */
const published: Readonly<Record<string, { readonly kind: PublishedFile['kind']; readonly ending: string }>> = {
  video: { kind: 'video', ending: 'mp4' },
  srt: { kind: 'subtitles', ending: 'srt' },
  vtt: { kind: 'subtitles', ending: 'vtt' },
  ass: { kind: 'subtitles', ending: 'ass' },
  ttml: { kind: 'subtitles', ending: 'ttml' },
  json: { kind: 'subtitles', ending: 'json' },
  csv: { kind: 'subtitles', ending: 'csv' },
  txt: { kind: 'subtitles', ending: 'txt' },
  'sdh-srt': { kind: 'subtitles', ending: 'sdh.srt' },
  'sdh-vtt': { kind: 'subtitles', ending: 'sdh.vtt' },
  'sdh-ass': { kind: 'subtitles', ending: 'sdh.ass' },
  'sdh-ttml': { kind: 'subtitles', ending: 'sdh.ttml' },
  'sdh-json': { kind: 'subtitles', ending: 'sdh.json' },
  'sdh-csv': { kind: 'subtitles', ending: 'sdh.csv' },
  'sdh-txt': { kind: 'subtitles', ending: 'sdh.txt' },
  'subtitle-report': { kind: 'report', ending: 'subtitles.qc.json' },
  'sdh-report': { kind: 'report', ending: 'sdh.qc.json' },
};

const endingByMediaType: Readonly<Record<string, string>> = { 'video/x-matroska': 'mkv', 'video/webm': 'webm' };

/** The files of one target for people: `<source name>.<language>.<ending>`. */
export function outputFiles(
  sourceName: string,
  language: string,
  made: Readonly<Record<string, ArtifactRef>>,
): PublishedFile[] {
  const base = safeFileName(sourceName.replace(/\.[^.]+$/, ''));
  return Object.entries(published).flatMap(([name, { kind, ending }]) => {
    const artifact = made[name];
    if (artifact === undefined) return [];
    const actual = kind === 'video' ? (endingByMediaType[artifact.mediaType] ?? ending) : ending;
    return [{ language, kind, name: `${base}.${language}.${actual}`, artifact }];
  });
}
