import type { SubtitleRegion } from '../../model/subtitle-document.js';
import { parsePercentage } from './parse-vtt-settings.js';

const anchor = (value: string): readonly [number, number] | undefined => {
  const [x, y, ...rest] = value.split(',').map(parsePercentage);
  return x === undefined || y === undefined || rest.length > 0 ? undefined : [x, y];
};

/** A region's settings, in a REGION block (`id:fred`) or in the older header line (`id=fred`). Undefined without an id. */
export function parseVttRegion(text: string): SubtitleRegion | undefined {
  const values = new Map<string, string>();
  for (const setting of text.split(/\s+/)) {
    const match = /^([a-z]+)[:=](.+)$/.exec(setting);
    if (match?.[1] !== undefined && match[2] !== undefined) values.set(match[1], match[2]);
  }
  const id = values.get('id');
  if (id === undefined) return undefined;
  const widthPercent = parsePercentage(values.get('width') ?? '');
  const lines = /^\d{1,6}$/.test(values.get('lines') ?? '') ? Number(values.get('lines')) : undefined;
  const regionAnchor = anchor(values.get('regionanchor') ?? '');
  const viewportAnchor = anchor(values.get('viewportanchor') ?? '');
  return {
    id,
    ...(widthPercent === undefined ? {} : { widthPercent }),
    ...(lines === undefined ? {} : { lines }),
    ...(regionAnchor === undefined ? {} : { regionAnchor }),
    ...(viewportAnchor === undefined ? {} : { viewportAnchor }),
    ...(values.get('scroll') === 'up' ? { isScrollUp: true } : {}),
  };
}
