/** Whether a thrown storage error has this HTTP status. */
export function isStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    statuses.includes(error.statusCode)
  );
}
