/** The points kept of the 468-point face mesh, by their mesh number. Sides are the person's own: right is left in the picture. */
const mesh = {
  outerLips: [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146],
  outerMiddleLips: [76, 184, 74, 73, 72, 11, 302, 303, 304, 408, 306, 307, 320, 404, 315, 16, 85, 180, 90, 77],
  innerMiddleLips: [62, 183, 42, 41, 38, 12, 268, 271, 272, 407, 292, 325, 319, 403, 316, 15, 86, 179, 89, 96],
  innerLips: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95],
  faceOval: [
    ...[10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377],
    ...[152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109],
  ],
  jaw: [172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397],
  rightEye: [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
  leftEye: [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
  rightBrow: [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
  leftBrow: [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
  nose: [168, 6, 197, 195, 5, 4, 1, 19, 94, 2, 97, 326, 98, 327, 48, 278, 64, 294, 129, 358],
  aboveLips: [164, 167, 393, 165, 391, 92, 322, 186, 410],
  chin: [18, 200, 199, 175, 83, 313, 182, 406, 106, 335, 43, 273, 201, 421, 208, 428, 194, 418, 204, 424, 32, 262],
  nasolabial: [203, 423, 206, 426, 216, 436, 212, 432, 202, 422, 57, 287, 214, 434, 210, 430],
  cheeks: [50, 280, 36, 266, 205, 425, 187, 411, 207, 427, 123, 352, 116, 345, 227, 447, 192, 416, 213, 433],
  underChin: [135, 169, 170, 140, 171, 396, 369, 395, 394, 364],
  /** Move with the skull alone, not with the mouth: what one frame is laid onto another by. */
  stable: [
    ...[33, 133, 362, 263, 168, 6, 197, 195, 5, 4, 1, 2, 98, 327, 9, 8, 107, 336, 70, 300],
    ...[50, 280, 36, 266, 123, 352, 116, 345, 227, 447],
  ],
} as const;

/** Single points with a name of their own. */
const singles = {
  foreheadTop: 10,
  noseBridge: 168,
  noseTip: 1,
  noseBase: 2,
  chinTip: 152,
  rightEyeOuter: 33,
  rightEyeInner: 133,
  leftEyeInner: 362,
  leftEyeOuter: 263,
  rightMouthCorner: 61,
  leftMouthCorner: 291,
  upperLipTop: 0,
  upperLipBottom: 13,
  lowerLipTop: 14,
  lowerLipBottom: 17,
} as const;

type GroupName = keyof typeof mesh;
type SingleName = keyof typeof singles;

const points: readonly number[] = [...new Set(Object.values(mesh).flat())].sort((a, b) => a - b);
const slots = new Map(points.map((point, slot) => [point, slot]));

function slotOf(meshPoint: number): number {
  const slot = slots.get(meshPoint);
  if (slot === undefined) throw new RangeError(`Point ${meshPoint} of the face mesh is not kept.`);
  return slot;
}

/** `Object.fromEntries` forgets the names of the keys; the two tables above are the only callers. */
function renamed<K extends string, V, W>(table: Readonly<Record<K, V>>, turn: (value: V) => W): Readonly<Record<K, W>> {
  return Object.fromEntries(Object.entries<V>(table).map(([name, value]) => [name, turn(value)])) as Record<K, W>;
}

/**
 * Which points of a face travel from tracking to rendering, and where each lies. A *slot* is a point's place in a
 * frame: x at `2 · slot`, y at `2 · slot + 1`. The refined lips are four rings of 20 points, outermost first, each from
 * the person's right mouth corner over the upper lip.
 */
export const landmarkSet = {
  /** Mesh number of each slot, ascending. */
  points,
  /** Slot of a mesh number. Throws RangeError for a point that is not kept. */
  slotOf,
  /** Slots of each group, in the order that draws its outline. */
  groups: renamed<GroupName, readonly number[], readonly number[]>(mesh, (group) => group.map(slotOf)),
  /** Slots of single points. */
  named: renamed<SingleName, number, number>(singles, slotOf),
} as const;
