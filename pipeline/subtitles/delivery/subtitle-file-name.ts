import type { SubtitleFormat } from '../model/subtitle-document.js';

/** What a sidecar file is named by. */
export interface SubtitleFileNameParams {
  readonly baseName: string;
  readonly language: string;
  readonly format: SubtitleFormat;
  readonly isForced?: boolean | undefined;
  readonly isHearingImpaired?: boolean | undefined;
}

/** `film.es.srt`, `film.pt-BR.forced.vtt`, `film.en.sdh.ttml`: what players look for beside `film.mp4`. */
export function subtitleFileName(params: SubtitleFileNameParams): string {
  const kind = params.isForced === true ? '.forced' : params.isHearingImpaired === true ? '.sdh' : '';
  const language = Intl.getCanonicalLocales(params.language)[0] ?? params.language;
  return `${params.baseName}.${language}${kind}.${params.format}`;
}
