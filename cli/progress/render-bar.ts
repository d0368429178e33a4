/** A bar of `width` cells for a share between 0 and 1; full only when everything is done. */
export function renderBar(share: number, width: number): string {
  const bounded = Math.min(1, Math.max(0, share));
  const filled = bounded === 1 ? width : Math.min(width - 1, Math.floor(bounded * width));
  return '█'.repeat(filled) + '░'.repeat(width - filled);
}
