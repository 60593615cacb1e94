import type { ErrorText } from './error-texts.js';

const home = { nextStep: 'home' } as const;

const texts: Readonly<Record<number, ErrorText>> = {
  400: {
    title: 'That request could not be read',
    happened: 'Something in the address or in what was sent could not be understood.',
    advice: 'Check the address, or start from the home page.',
    ...home,
  },
  404: {
    title: 'There is no such page',
    happened: 'The address leads to nothing on this site. It may be mistyped, or the page may be gone.',
    advice: 'Check the address, or start from the home page.',
    ...home,
  },
  405: {
    title: 'That cannot be done here',
    happened: 'The address exists, but it does not accept this kind of request.',
    advice: 'Open the page and use what it offers.',
    ...home,
  },
  413: {
    title: 'That was too much at once',
    happened: 'What was sent is larger than this site accepts.',
    advice: 'Send less, or start from the home page.',
    ...home,
  },
};

const unexpected: ErrorText = {
  title: 'Something went wrong',
  happened:
    'This site met a problem that nobody foresaw. It has been written down for the people who run it.',
  advice: 'Try again. If it happens twice, tell them the request id below.',
  nextStep: 'try-again',
};

const refused: ErrorText = {
  title: 'That request was refused',
  happened: 'This site does not accept the request as it was sent.',
  advice: 'Start from the home page.',
  ...home,
};

/** What to say about a status that has no code of ours. */
export const textForStatus = (status: number): ErrorText =>
  texts[status] ?? (status >= 500 ? unexpected : refused);
