/** Speech tokens have the numbers below this one, which begins them. */
export const START_SPEECH = 6561;
/** Ends them. */
export const STOP_SPEECH = 6562;
/** Stands in front of a text, for how excited it is said. */
export const EXCITEMENT = 6563;
/** A speech token of silence: some of them at the end keep the last sound whole. */
export const SILENCE = 4299;
/** Speech tokens a second. */
export const TOKENS_PER_SECOND = 25;
/** What the model hears and says, in Hz. */
export const CHATTERBOX_RATE_HZ = 24_000;
