/** Price of going on to the next line without the breath the original takes, in ms of uncovered speech. */
export const breathlessCost = 30;
