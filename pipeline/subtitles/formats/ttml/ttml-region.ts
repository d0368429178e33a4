import type { CuePlacement } from '../../model/cue.js';
import type { SubtitleRegion } from '../../model/subtitle-document.js';
import type { TtmlStyle } from './ttml-styles.js';

const pair = (value: string | undefined): readonly [number, number] | undefined => {
  const match = /^(-?\d{1,6}(?:\.\d{1,6})?)%\s+(-?\d{1,6}(?:\.\d{1,6})?)%$/.exec(value?.trim() ?? '');
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
};

const sideOf = (textAlign: string | undefined): 'left' | 'right' | 'start' | 'end' | undefined =>
  textAlign === 'left' || textAlign === 'right' || textAlign === 'start' || textAlign === 'end' ? textAlign : undefined;

/** A TTML region out of its resolved styles; lengths that are not percentages are left out. */
export function ttmlRegion(id: string, style: TtmlStyle): SubtitleRegion {
  const origin = pair(style.get('origin'));
  const extent = pair(style.get('extent'));
  const align = style.get('displayAlign');
  const side = sideOf(style.get('textAlign'));
  return {
    id,
    ...(origin === undefined ? {} : { origin }),
    ...(extent === undefined ? {} : { extent }),
    ...(align === 'before' || align === 'center' || align === 'after' ? { displayAlign: align } : {}),
    ...(side === undefined ? {} : { textAlign: side }),
  };
}

/** Where a region and a text alignment put a cue, in the model's words. The bottom of the picture says nothing. */
export function placementOfRegion(
  region: SubtitleRegion | undefined,
  textAlign: string | undefined,
): CuePlacement | undefined {
  const top = region?.origin?.[1] ?? 0;
  const height = region?.extent?.[1] ?? 100;
  const align = region?.displayAlign ?? (region === undefined ? 'after' : 'before');
  const line =
    align === 'before'
      ? { line: top, isLinePercent: true, lineAlign: 'start' as const }
      : align === 'center'
        ? { line: top + height / 2, isLinePercent: true, lineAlign: 'center' as const }
        : top + height < 75
          ? { line: top + height, isLinePercent: true, lineAlign: 'end' as const }
          : {};
  const side = sideOf(textAlign);
  const named = region === undefined ? {} : { region: region.id };
  const placement: CuePlacement = { ...line, ...(side === undefined ? {} : { align: side }), ...named };
  return Object.keys(placement).length === 0 ? undefined : placement;
}
