/**
 * The demo talk: a phone call that goes wrong, told by one studio voice. Words as the package lists them, with
 * capitals and stops as a sentence has them.
 * @type {readonly Readonly<{ file: string, text: string }>[]}
 */
export const prompts = [
  { file: 'hello-world', text: 'Hello world.' },
  {
    file: 'queue-youarenext',
    text: 'Your call is now first in line and will be answered by the next available representative.',
  },
  {
    file: 'followme/status',
    text: 'The person you are calling is not at their desk; I will try to locate them for you.',
  },
  { file: 'vm-nobodyavail', text: 'Nobody is available to take your call at the moment.' },
  { file: 'tt-somethingwrong', text: 'Something is terribly wrong.' },
  { file: 'tt-weasels', text: 'Weasels have eaten our phone system.' },
  { file: 'tt-monkeysintro', text: 'They have been carried away by monkeys.' },
  { file: 'please-try-call-later', text: 'Please try your call again later.' },
];
