export interface RenderSpanBarParams {
  /** Shares of the whole, from 0 to 1. */
  readonly start: number;
  readonly end: number;
  /** Character cells. */
  readonly width: number;
  readonly fill: string;
}

/** A bar between two shares of a width: at least one cell, never past the end; no spaces after it. */
export function renderSpanBar({ start, end, width, fill }: RenderSpanBarParams): string {
  const within = (share: number) => Math.min(1, Math.max(0, share)) * width;
  const from = Math.min(width - 1, Math.floor(within(start)));
  const to = Math.min(width, Math.max(from + 1, Math.ceil(within(end) - 1e-9)));
  return ' '.repeat(from) + fill.repeat(to - from);
}
