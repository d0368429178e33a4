/** Whoever speaks where nobody told speakers apart. */
export const onlySpeaker = 'spk_1';
