/** The languages of Parakeet-TDT 0.6B v3, as its model card lists them. It tells them apart by itself and is told none. */
export const PARAKEET_LANGUAGES: readonly string[] =
  'bg hr cs da nl en et fi fr de el hu it lv lt mt pl pt ro sk sl es sv ru uk'.split(' ');
