/**
 * The demo talk: a phone call that goes wrong, told by one studio voice. Words as the package lists them, with
 * capitals and stops as a sentence has them.
 * @type {readonly Readonly<{ file: string, text: string }>[]}
 */
export const prompts = [
  { file: 'conf-onlyperson', text: 'You are currently the only person in this conference.' },
  {
    file: 'followme/status',
    text: 'The person you are calling is not at their desk; I will try to locate them for you.',
  },
  { file: 'number-not-answering', text: 'The number is not answering.' },
  { file: 'vm-nobodyavail', text: 'Nobody is available to take your call at the moment.' },
  { file: 'tt-somethingwrong', text: 'Something is terribly wrong.' },
  { file: 'tt-monkeysintro', text: 'They have been carried away by monkeys.' },
  { file: 'cannot-complete-as-dialed', text: 'Your call cannot be completed as dialed.' },
];
