import { execFileSync } from 'node:child_process';

/** The pictures a player shows, each as its presentation time in ms and the hash of its pixels. */
export function frameHashes(path: string): ReadonlyArray<{ readonly ms: number; readonly hash: string }> {
  const text = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', `file:${path}`, '-map', '0:V:0', '-fps_mode', 'passthrough', '-f', 'framehash', '-'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const [numerator = 1, denominator = 1] = (/#tb 0: (\d+\/\d+)/.exec(text)?.[1] ?? '1/1').split('/').map(Number);
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, , pts = '', , , hash = ''] = line.split(',').map((part) => part.trim());
      return { ms: (Number(pts) * numerator * 1000) / denominator, hash };
    });
}
