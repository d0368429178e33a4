/** The energy of a sound over time: one peak 0…1 every `stepMs`. */
export interface Waveform {
  readonly stepMs: number;
  readonly peaks: readonly number[];
}
