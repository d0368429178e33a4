import type { ZodError } from 'zod';

const maxIssues = 5;

/** What is wrong with a value, field by field, for people: `sizeBytes: expected number, received undefined`. */
export function describeIssues({ issues }: ZodError): string {
  const told = issues
    .slice(0, maxIssues)
    .map(({ path, message }) => `${path.join('.') || 'request'}: ${message.replace(/^Invalid input: /, '')}`);
  return [...told, ...(issues.length > maxIssues ? [`and ${issues.length - maxIssues} more`] : [])].join('; ');
}
