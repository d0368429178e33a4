import type { ArtifactRef } from '../contracts/artifact-ref.js';
import type { PublishedFile } from '../contracts/job-result.js';
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
  return {
    waveforms: { ...(original && { original }), ...(dub && { dubs: { [language]: dub } }) },
    subtitleTexts: Object.fromEntries(texts),
  };
}
