/** The models of one capability's best engine. */
export interface SuggestedModels {
  readonly capability: string;
  /** Absent where no model of the catalogue does it under the terms asked for. */
  readonly engine?: string;
  /** `en`, or `en → es`; empty where language does not matter. */
  readonly languages: string;
  readonly models: readonly string[];
}
