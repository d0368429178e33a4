/** Where a command writes. */
export interface CommandIo {
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
}

/** What the process ends with. */
export const exitCodes = { clean: 0, rulesBroken: 1, usage: 2, unreadable: 3 } as const;
