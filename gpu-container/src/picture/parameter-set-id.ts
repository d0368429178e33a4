/** Reads an unsigned Exp-Golomb number from a unit's payload; emulation bytes do not occur this early. */
function readExpGolomb(bytes: Uint8Array, fromBit: number): number {
  let at = fromBit;
  const bit = (): number => {
    const value = ((bytes[at >> 3] ?? 0x80) >> (7 - (at & 7))) & 1;
    at += 1;
    return value;
  };
  let zeros = 0;
  while (bit() === 0 && zeros < 31) zeros += 1;
  let rest = 0;
  for (let k = 0; k < zeros; k++) rest = rest * 2 + bit();
  return 2 ** zeros - 1 + rest;
}

const SEQUENCE_SET = 7;
const PICTURE_SET = 8;

/** The number by which an H.264 sequence or picture parameter set is referred to; undefined for other units. */
export function parameterSetId(unit: Uint8Array): number | undefined {
  const type = (unit[0] ?? 0) & 0x1f;
  if (type === SEQUENCE_SET) return readExpGolomb(unit, 32); // after profile, constraints and level
  return type === PICTURE_SET ? readExpGolomb(unit, 8) : undefined;
}
