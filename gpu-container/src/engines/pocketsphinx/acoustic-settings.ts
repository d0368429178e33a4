/** Command-line settings of the search, as `[name, value, name, value, …]`. */
export type AcousticSettings = readonly string[];

/** Wide beams and the sound as it is heard fewest words wrong; `docs/engines.md` has the table of what was tried. */
export const DEFAULT_ACOUSTIC_SETTINGS: AcousticSettings = [
  ...['-beam', '1e-60', '-wbeam', '1e-40', '-maxhmmpf', '60000'],
  ...['-remove_noise', 'no', '-remove_silence', 'no'],
];
