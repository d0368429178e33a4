import type { SubtitleFormat } from '../model/subtitle-document.js';

/** A first line that names columns for start and end. */
const isTableHead = (text: string): boolean => {
  const fields = (text.split(/[\r\n]/, 1)[0] ?? '').split(/[,;\t]/).map((field) => field.trim().replaceAll('"', ''));
  return fields.some((field) => /^(?:start|begin)/i.test(field)) && fields.some((field) => /^end/i.test(field));
};

/** Tells a format by what the text looks like, then by the file's extension; plain text when nothing fits. */
export function detectFormat(text: string, fileName = ''): SubtitleFormat {
  const head = text.slice(0, 4096).replace(/^\ufeff/, '');
  const start = head.trimStart();
  if (/^WEBVTT(?:\s|$)/.test(head)) return 'vtt';
  if (/^<\?xml|^<(?:\w+:)?tt[\s>]|^<!--/.test(start)) return 'ttml';
  if (/^\[script info\]|^\[v4\+? styles\+?\]|^dialogue:/im.test(start)) return 'ass';
  if (/^[{[]/.test(start) && /"cues"|"startMs"/.test(head)) return 'json';
  if (isTableHead(start)) return 'csv';
  if (/\d\s*-{1,2}\s*>\s*\d/.test(head)) return 'srt';
  const extension = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return formatOfExtension(extension) ?? 'txt';
}

const byExtension: Readonly<Record<string, SubtitleFormat>> = {
  srt: 'srt',
  vtt: 'vtt',
  ass: 'ass',
  ssa: 'ass',
  ttml: 'ttml',
  dfxp: 'ttml',
  xml: 'ttml',
  itt: 'ttml',
  json: 'json',
  csv: 'csv',
  tsv: 'csv',
  txt: 'txt',
};

/** The format a file extension stands for, without its dot. */
export const formatOfExtension = (extension: string): SubtitleFormat | undefined =>
  byExtension[extension.toLowerCase()];
