import type { Cue } from './cue.js';

/** The formats that are read and written. */
export const subtitleFormats = ['srt', 'vtt', 'ass', 'ttml', 'json', 'csv', 'txt'] as const;
export type SubtitleFormat = (typeof subtitleFormats)[number];

/** A named screen area; percentages of the picture. WebVTT's own region numbers are kept beside TTML's box. */
export interface SubtitleRegion {
  readonly id: string;
  readonly widthPercent?: number;
  readonly lines?: number;
  readonly regionAnchor?: readonly [number, number];
  readonly viewportAnchor?: readonly [number, number];
  readonly isScrollUp?: boolean;
  readonly origin?: readonly [number, number];
  readonly extent?: readonly [number, number];
  readonly displayAlign?: 'before' | 'center' | 'after';
  readonly textAlign?: 'start' | 'center' | 'end' | 'left' | 'right';
}

/** Something a reader forgave, with the line (1-based) it stands on. */
export interface ReadWarning {
  readonly line: number;
  readonly message: string;
}

/** Headers of an ASS script, kept verbatim so that ASS to ASS loses nothing. */
export interface AssHeader {
  readonly scriptInfo: readonly string[];
  readonly styleFormat: readonly string[];
  readonly styles: readonly (readonly string[])[];
  /** Whole other sections (`[Fonts]`, `[Aegisub Project Garbage]`), header line included. */
  readonly otherSections: readonly string[];
}

/** A subtitle file as read: cues in file order and what surrounds them. */
export interface SubtitleDocument {
  readonly format: SubtitleFormat;
  readonly cues: readonly Cue[];
  readonly language?: string;
  readonly title?: string;
  readonly regions?: readonly SubtitleRegion[];
  /** WebVTT STYLE blocks, verbatim. */
  readonly styleSheets?: readonly string[];
  readonly assHeader?: AssHeader;
  /** WebVTT NOTE blocks and ASS comments, verbatim. */
  readonly notes?: readonly string[];
  readonly warnings: readonly ReadWarning[];
  /** Character encoding the bytes were in. */
  readonly encoding?: string;
}
