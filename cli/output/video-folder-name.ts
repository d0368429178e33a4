import { safeName } from './safe-name.js';

/** The folder a video's results land in: its name without the ending, made safe. */
export function videoFolderName(videoName: string): string {
  const stem = videoName.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '');
  return safeName(stem);
}
