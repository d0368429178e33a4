/** What the test asks of the process it will kill. */
export type CrashRequest =
  | { readonly kind: 'start'; readonly name: string; readonly instanceId: string; readonly input: unknown }
  | { readonly kind: 'raise'; readonly instanceId: string }
  | { readonly kind: 'report' };

export interface ReportedInstance {
  readonly instanceId: string;
  readonly status: string;
  readonly output: unknown;
}

/** What that process says; `started` and `raised` are promises that a crash must not break. */
export type CrashAnswer =
  | { readonly kind: 'ready'; readonly instances: number; readonly unfinished: number }
  | { readonly kind: 'started' | 'raised'; readonly instanceId: string }
  | { readonly kind: 'report'; readonly instances: readonly ReportedInstance[] };
