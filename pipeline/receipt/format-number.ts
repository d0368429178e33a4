/** A number with a real minus sign and, when given, a fixed number of digits. */
export function formatNumber(value: number, digits?: number): string {
  const text = digits === undefined ? String(value) : value.toFixed(digits);
  return text.replace(/^-/, '−');
}
