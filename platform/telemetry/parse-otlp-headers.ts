/** `OTEL_EXPORTER_OTLP_HEADERS`: `name=value` pairs by comma, values percent-encoded. Pairs without a name are passed over. */
export function parseOtlpHeaders(text: string | undefined): Readonly<Record<string, string>> {
  const pairs = (text ?? '').split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())] as const] : [];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a stray percent sign: taken as it is
  }
}
