/** Where programs are looked for; the worker's own PATH is not trusted to be short or free of writable folders. */
const DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin';

/**
 * The whole environment a child gets: nothing is inherited but PATH, so connection strings and keys of the worker
 * never reach a program that reads hostile media.
 */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? DEFAULT_PATH,
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    ...extra,
  };
}
