/**
 * A run of text in one style. Only what differs from the cue's own style is present.
 * @example { "text": "Hello", "italic": true, "color": "#ffff00" }
 */
export interface Span {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  /** `#rrggbb` or `#rrggbbaa`, lower case. */
  readonly color?: string;
  readonly background?: string;
  readonly fontFamily?: string;
  /** WebVTT class names or a TTML style reference. */
  readonly classes?: readonly string[];
  /** BCP-47 tag where the run is in another language than the cue. */
  readonly language?: string;
  /** Speaker named by the format itself (`<v Ana>` in WebVTT). */
  readonly voice?: string;
  /** Ruby annotation over this run. */
  readonly ruby?: string;
  /** Karaoke: the run lights up at this time on the timeline. */
  readonly atMs?: number;
  /** ASS override tags that have no other home, verbatim without braces, in force before this run. */
  readonly assTags?: string;
}

/** Whether two runs differ in nothing but their text. */
export type SpanStyle = Omit<Span, 'text'>;
