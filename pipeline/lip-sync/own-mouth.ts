/** The engine that shows a speaker's own mouths. It needs no sound; every other renderer draws from the speech itself. */
export const OWN_MOUTH = 'own-mouth';
