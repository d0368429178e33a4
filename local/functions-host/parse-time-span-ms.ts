const TIME_SPAN = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/;

/**
 * A .NET time span (`[d.]hh:mm[:ss[.fffffff]]`) in milliseconds.
 *
 * @throws Error when the text is none.
 */
export function parseTimeSpanMs(text: string): number {
  const match = TIME_SPAN.exec(text.trim());
  if (!match) throw new Error(`'${text}' is not a time span such as 00:05:00.`);
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  const wholeSeconds = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (wholeSeconds + Number(`0.${fraction}`)) * 1000;
}
