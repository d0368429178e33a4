import { type FloatTensor, floatOutput, floatTensor } from '../../neural/float-tensor.js';
import type { OnnxSession } from '../../onnx/onnx-session.js';
import { fillPolygon } from './fill-polygon.js';
import { FACE_SIZE, type FramedFace } from './frame-face.js';

const MOUTH_SIZE = 72;
const MARGIN = (FACE_SIZE - MOUTH_SIZE) / 2;
const MOUTH_AREA = MOUTH_SIZE * MOUTH_SIZE;
const CHANNELS = 12;

const INNER = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191];
const OUTER = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];
const LOWER_LIP = [...INNER.slice(0, 11), ...OUTER.slice(0, 11).toReversed()];
const UPPER_LIP = [...INNER.slice(10), INNER[0] ?? 0, OUTER[0] ?? 0, ...OUTER.slice(10).toReversed()];

/** What the network remembers of a person: the mouth of one frame with its lips marked, and teeth, twice. */
export async function encodeReference(session: OnnxSession, face: FramedFace, teeth: Uint8Array): Promise<FloatTensor> {
  const lips = new Float32Array(FACE_SIZE * FACE_SIZE);
  const polygon = (indices: readonly number[]) => indices.map((index) => face.points[index] ?? { x: 0, y: 0 });
  fillPolygon({ plane: lips, size: FACE_SIZE, corners: polygon(UPPER_LIP), value: 1 });
  fillPolygon({ plane: lips, size: FACE_SIZE, corners: polygon(LOWER_LIP), value: 127 / 255 });
  const input = new Float32Array(CHANNELS * MOUTH_AREA);
  for (let at = 0; at < MOUTH_AREA; at++) {
    const row = Math.floor(at / MOUTH_SIZE) + MARGIN;
    const place = row * FACE_SIZE + (at % MOUTH_SIZE) + MARGIN;
    for (let channel = 0; channel < 3; channel++) {
      input[channel * MOUTH_AREA + at] = face.planes[channel * FACE_SIZE * FACE_SIZE + place] ?? 0;
    }
    input[3 * MOUTH_AREA + at] = lips[place] ?? 0;
    for (let channel = 0; channel < 4; channel++) {
      const value = (teeth[4 * at + channel] ?? 0) / 255;
      input[(4 + channel) * MOUTH_AREA + at] = value;
      input[(8 + channel) * MOUTH_AREA + at] = value;
    }
  }
  const outputs = await session.run({ ref: floatTensor([1, CHANNELS, MOUTH_SIZE, MOUTH_SIZE], input) });
  return floatOutput(outputs, 'ref_feat_out');
}
