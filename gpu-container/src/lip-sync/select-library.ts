import type { MouthScript } from '../../../pipeline/contracts/mouth-script.js';
import type { PictureFormat } from '../picture/picture-format.js';
import { donorBox } from './donor-box.js';
import type { SeenFace } from './seen-face.js';

export interface SelectLibraryParams {
  readonly script: MouthScript;
  readonly faces: ReadonlyMap<string, readonly SeenFace[]>;
  readonly person: string;
  readonly format: PictureFormat;
}

/** Most frames one person's mouth is chosen from, and most memory their crops may take together. */
const MAX_FRAMES = 1500;
const MAX_BYTES = 192 * 1024 * 1024;

/** The usable faces of a person nearest to the run, in order of frames, as many as memory allows. */
export function selectLibrary({ script, faces, person, format }: SelectLibraryParams): readonly SeenFace[] {
  const usable = script.tracks
    .filter((track) => track.person === person)
    .flatMap(({ id }) => faces.get(id) ?? [])
    .filter(({ isUsable }) => isUsable);
  const away = ({ frame }: SeenFace) => Math.max(0, script.firstFrame - frame, frame - script.endFrame + 1);
  let bytes = 0;
  return usable
    .toSorted((a, b) => away(a) - away(b) || a.frame - b.frame)
    .slice(0, MAX_FRAMES)
    .filter((face) => {
      const box = donorBox(face.points, format);
      bytes += box === undefined ? 0 : box.width * box.height * 3 * format.bytesPerSample;
      return box !== undefined && bytes <= MAX_BYTES;
    })
    .toSorted((a, b) => a.frame - b.frame);
}
