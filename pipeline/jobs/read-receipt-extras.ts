import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { PublishedFile } from '../contracts/job-result.js';
import { LipManifest } from '../contracts/lip-manifest.js';
import type { ArtifactStore } from '../ports/artifact-store.js';
import type { renderReceiptPage } from '../receipt/render-receipt-page.js';
import { Waveform } from '../receipt/waveform.js';
import { readArtifact } from './read-artifact.js';

type ReceiptExtras = NonNullable<Parameters<typeof renderReceiptPage>[1]>;

export interface ReadReceiptExtrasParams {
  readonly language: string;
  readonly made: Readonly<Record<string, ArtifactRef>>;
}

/** What the receipt page shows beside the receipt: waveforms, and the subtitles, which browsers refuse to load from disk. */
export async function readReceiptExtras(
  { language, made }: ReadReceiptExtrasParams,
  files: readonly PublishedFile[],
  artifacts: ArtifactStore,
): Promise<ReceiptExtras> {
  const { waveform, 'dub-waveform': dubWaveform } = made;
  const original = waveform && (await readArtifact(artifacts, waveform, Waveform));
  const dub = dubWaveform && (await readArtifact(artifacts, dubWaveform, Waveform));
  const tracks = files.filter((file) => file.name.endsWith('.vtt'));
  const texts = await Promise.all(
    tracks.map(async ({ name, artifact }) => [name, new TextDecoder().decode(await artifacts.get(artifact))] as const),
  );
  const sheets = await readSheets(made['lip-manifest'], artifacts);
  return {
    ...(sheets.length > 0 && { lipSheets: { [language]: sheets } }),
    waveforms: { ...(original && { original }), ...(dub && { dubs: { [language]: dub } }) },
    subtitleTexts: Object.fromEntries(texts),
  };
}

/** Stills a page shows: a few say enough, and the page stays light. */
const maxSheets = 4;
const maxSheetBytes = 3_000_000;

async function readSheets(manifest: ArtifactRef | undefined, artifacts: ArtifactStore): Promise<readonly string[]> {
  if (manifest === undefined) return [];
  const { runs } = await readArtifact(artifacts, manifest, LipManifest);
  const sheets = runs.flatMap(({ sheet }) => (sheet !== undefined && sheet.sizeBytes <= maxSheetBytes ? [sheet] : []));
  return Promise.all(sheets.slice(0, maxSheets).map(async (sheet) => toBase64(await artifacts.get(sheet))));
}

function toBase64(bytes: Uint8Array): string {
  const chunk = 0x8000; // more arguments than this overflow the stack
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += chunk) parts.push(String.fromCharCode(...bytes.subarray(at, at + chunk)));
  return btoa(parts.join(''));
}
