/** One plane of a picture as it lies in memory. */
export interface PicturePlane {
  /** In bytes from the start of the picture. */
  readonly offset: number;
  /** In samples. */
  readonly width: number;
  readonly height: number;
  /** From one row to the next, in samples: rows are tight. */
  readonly stride: number;
  /** How often the plane is halved against the picture: 0 for luma, 1 for the chroma of 4:2:0. */
  readonly shiftX: number;
  readonly shiftY: number;
}

/** How decoded pictures lie in memory: planes of samples exactly as the decoder made them, in stored orientation. */
export interface PictureFormat {
  /** ffmpeg's name. */
  readonly pixelFormat: string;
  readonly width: number;
  readonly height: number;
  /** The clockwise turn that makes the picture upright. */
  readonly rotationDegrees: 0 | 90 | 180 | 270;
  readonly bitDepth: number;
  /** 2 for depths over 8: little-endian, the value in the low bits. */
  readonly bytesPerSample: 1 | 2;
  readonly frameBytes: number;
  /** Luma, then both chroma planes; luma alone for grey pictures. */
  readonly planes: readonly PicturePlane[];
}

/** By how many halvings chroma is smaller than luma, across and down. */
const CHROMA_SHIFTS: Readonly<Record<string, readonly [number, number]>> = {
  '420': [1, 1],
  '422': [1, 0],
  '440': [0, 1],
  '444': [0, 0],
};
const PLANAR = /^yuv(j?)(420|422|440|444)p(?:(9|10|12|14|16)le)?$/;
const GREY = /^gray(?:(9|10|12|14|16)le)?$/;
const TURNS = [0, 90, 180, 270] as const;

export interface DescribePictureParams {
  readonly pixelFormat: string;
  readonly width: number;
  readonly height: number;
  readonly rotationDegrees: number;
}

/** The layout of a pixel format; undefined for those we do not read: packed, semi-planar, with transparency, RGB. */
export function describePicture(params: DescribePictureParams): PictureFormat | undefined {
  const { pixelFormat, width, height } = params;
  const planar = PLANAR.exec(pixelFormat);
  const grey = GREY.exec(pixelFormat);
  if (planar === null && grey === null) return undefined;
  const bitDepth = Number(planar?.[3] ?? grey?.[1] ?? 8);
  const bytesPerSample = bitDepth > 8 ? 2 : 1;
  const [shiftX, shiftY] = CHROMA_SHIFTS[planar?.[2] ?? ''] ?? [0, 0];
  const planes: PicturePlane[] = [];
  let offset = 0;
  for (const isChroma of planar === null ? [false] : [false, true, true]) {
    const [x, y] = isChroma ? [shiftX, shiftY] : [0, 0];
    const [w, h] = [-(-width >> x), -(-height >> y)]; // halves are rounded up
    planes.push({ offset, width: w, height: h, stride: w, shiftX: x, shiftY: y });
    offset += w * h * bytesPerSample;
  }
  const turn = Math.round(params.rotationDegrees / 90) % 4;
  const rotationDegrees = TURNS[turn] ?? 0;
  return { pixelFormat, width, height, rotationDegrees, bitDepth, bytesPerSample, frameBytes: offset, planes };
}
