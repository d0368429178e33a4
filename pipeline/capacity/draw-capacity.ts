import type { CapacityReport } from './report-capacity.js';

const width = 900;
const height = 180;
const pad = 48;

interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly values: readonly number[];
}

export interface DrawCapacityParams {
  readonly report: CapacityReport;
  readonly title: string;
  /** Plain sentences under the plots. */
  readonly assumptions: readonly string[];
}

/** The report as one page without network, script or fonts: replicas, queue, age and actions over time. */
export function drawCapacity({ report, title, assumptions }: DrawCapacityParams): string {
  const { samples, pools } = report;
  const plots: Plot[] = [
    { title: 'Jobs under way', unit: '', values: samples.map(({ jobs }) => jobs) },
    ...pools.flatMap(({ name }): Plot[] => [
      { title: `Replicas (${name})`, unit: '', values: samples.map(({ replicas }) => replicas[name]) },
      { title: `Messages waiting (${name})`, unit: '', values: samples.map(({ waiting }) => waiting[name]) },
      { title: `Age of the oldest message (${name})`, unit: ' s', values: samples.map(({ oldestS }) => oldestS[name]) },
    ]),
    {
      title: 'Actions of the orchestration backend',
      unit: '/s',
      values: samples.map(({ actionsPerS }) => actionsPerS),
    },
  ];
  const hours = (samples.at(-1)?.timeS ?? 0) / 3600;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${asText(title)}</title><style>
:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
svg{width:100%;height:auto}path{fill:none;stroke:#2a78d6;stroke-width:1.5}text{font-size:12px;fill:currentColor}
line{stroke:currentColor;opacity:.25}h2{font-size:1rem;margin:1.5rem 0 .25rem}</style></head><body>
<h1>${asText(title)}</h1>
${plots.map((plot) => draw(plot, hours)).join('\n')}
<h2>Assumed</h2><ul>${assumptions.map((text) => `<li>${asText(text)}</li>`).join('')}</ul>
</body></html>
`;
}

function draw({ title, unit, values }: Plot, hours: number): string {
  const highest = Math.max(1e-9, ...values);
  const at = (index: number) => pad + ((width - pad) * index) / Math.max(1, values.length - 1);
  const up = (value: number) => height - 20 - ((height - 36) * value) / highest;
  const path = values.map(
    (value, index) => `${index === 0 ? 'M' : 'L'}${at(index).toFixed(1)} ${up(value).toFixed(1)}`,
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return `<h2>${asText(title)}</h2><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${asText(title)}, at most ${number(highest)}${unit}">
<line x1="${pad}" x2="${width}" y1="${up(0)}" y2="${up(0)}"/><line x1="${pad}" x2="${width}" y1="${up(highest)}" y2="${up(highest)}"/>
<text x="${pad - 6}" y="${up(highest) + 4}" text-anchor="end">${number(highest)}${unit}</text><text x="${pad - 6}" y="${up(0) + 4}" text-anchor="end">0</text>
${ticks.map((share) => `<text x="${pad + (width - pad) * share}" y="${height - 4}" text-anchor="${share === 1 ? 'end' : 'middle'}">${(hours * share).toFixed(1)} h</text>`).join('')}
<path d="${path.join('')}"/></svg>`;
}

function number(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
