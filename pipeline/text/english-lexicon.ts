const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * What the restorer of capitals and marks knows of English. Small on purpose: a word is here only when it is one thing
 * in nearly every sentence; "mark", "will", "may" or "turkey" are not.
 */
export const englishLexicon = {
  /** Always written with a capital. */
  names: list(`
    monday tuesday wednesday thursday friday saturday sunday
    january february april june july september october november december christmas easter
    america american americans canada canadian mexico mexican brazil brazilian argentina chile colombia peru cuba
    england english britain british scotland scottish ireland irish wales london manchester
    france french paris germany german germans berlin munich spain spanish madrid barcelona catalonia catalan
    portugal portuguese lisbon italy italian rome milan venice europe european russia russian moscow ukraine
    poland sweden swedish norway norwegian denmark danish finland finnish netherlands dutch belgium
    switzerland swiss austria austrian vienna greece greek athens hungary romania bulgaria serbia croatia
    africa african egypt egyptian nigeria kenya morocco ethiopia asia asian china chinese beijing shanghai
    japan japanese tokyo korea korean india indian delhi mumbai pakistan iran iraq israel israeli australia australian
    sydney zealand washington boston chicago houston dallas seattle california texas florida atlantic pacific
    christian muslim jewish bible internet google microsoft amazon facebook youtube
    john james robert michael david william richard joseph thomas charles christopher daniel matthew anthony donald
    steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob nicholas
    jonathan stephen justin scott benjamin samuel gregory alexander patrick peter henry arthur albert louis jordi
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca laura sharon cynthia kathleen
    amy angela anna emma julia maria alice helen ruth catherine christine diane janet jane marie
  `),
  /** Pairs whose first word needs a capital only before the second. */
  pairs: new Map([
    ['united', list('states kingdom nations')],
    ['new', list('york zealand jersey mexico orleans delhi')],
    ['san', list('francisco diego jose antonio')],
    ['los', list('angeles')],
    ['las', list('vegas')],
    ['hong', list('kong')],
    ['south', list('africa korea america')],
    ['north', list('america korea')],
    ['saudi', list('arabia')],
  ]),
  /** No sentence ends with one of these: whatever the pause, the speaker is still going. */
  dangling: list(`
    a an the my your his her its our their this these those of to in on at by for from with into onto upon about and or
    but so because if when while as than that which who whose where i we they he she am is are was were be been being
    have has had do does did will would shall should can could may might must very every each
    i'm you're we're they're he's she's it's i've we've you've they've i'll we'll don't doesn't didn't can't won't
  `),
  /** Words that carry a clause on; before them a short pause is a comma. */
  conjunctions: list('and but or so because which who although though while whereas unless until since'),
  subjects: list(`i you he she it we they this that there these those the your my his her our their anybody anyone
    somebody someone everyone everybody people`),
  auxiliaries: list(`am is are was were do does did have has had can could will would shall should may might must isn't
    aren't wasn't weren't don't doesn't didn't haven't hasn't can't couldn't won't wouldn't shouldn't`),
  questionWords: list('what who whom whose where when why how which'),
  /** What may stand before a question without making it a statement. */
  openers: list('and but so well okay ok now then hello hi hey oh'),
} as const;
