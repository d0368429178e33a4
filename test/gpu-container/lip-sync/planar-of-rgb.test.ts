import { describe, expect, it } from 'vitest';
import { planarOfRgb } from '../../../gpu-container/src/lip-sync/planar-of-rgb.js';
import { rgbOfPicture } from '../../../gpu-container/src/lip-sync/rgb-of-picture.js';
import { describePicture } from '../../../gpu-container/src/picture/picture-format.js';

const colours = [
  [200, 120, 90],
  [30, 60, 200],
  [128, 128, 128],
  [240, 235, 220],
  [12, 16, 8],
] as const;

describe('colours as samples', () => {
  it.each(['yuv420p', 'yuvj420p', 'yuv422p', 'yuv444p', 'yuv420p10le', 'yuv444p12le'])(
    'are read again as they were (%s, of either matrix)',
    (pixelFormat) => {
      for (const height of [288, 720]) {
        const format = describePicture({ pixelFormat, width: 1280, height, rotationDegrees: 0 });
        const small = describePicture({ pixelFormat, width: 8, height: 8, rotationDegrees: 0 });
        if (format === undefined || small === undefined) throw new Error('The format is unknown.');
        for (const colour of colours) {
          const data = Uint8Array.from({ length: 3 * 64 }, (_, at) => colour[at % 3] ?? 0);
          const box = { x: 0, y: 0, width: 8, height: 8 };
          const { planes } = planarOfRgb({ picture: { width: 8, height: 8, data }, format, box });
          const picture = Uint8Array.from(planes.flatMap(({ bytes }) => [...bytes]));
          const seen = rgbOfPicture({ picture, format: { ...small, width: 1280, height }, box, every: 1 });
          colour.forEach((byte, channel) => {
            expect(Math.abs((seen.data[channel] ?? 0) - byte)).toBeLessThanOrEqual(2);
          });
        }
      }
    },
  );

  it('are light alone in a grey picture', () => {
    const format = describePicture({ pixelFormat: 'gray', width: 64, height: 64, rotationDegrees: 0 });
    if (format === undefined) throw new Error('The format is unknown.');
    const picture = { width: 2, height: 2, data: new Uint8Array(12).fill(255) };
    const { planes } = planarOfRgb({ picture, format, box: { x: 0, y: 0, width: 2, height: 2 } });
    expect(planes).toEqual([{ width: 2, height: 2, bytes: new Uint8Array(4).fill(235) }]);
  });
});
