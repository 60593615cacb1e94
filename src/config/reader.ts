/** What became of one setting's text: a value, or what was expected instead. */
export type Reading<T> = { readonly value: T } | { readonly expected: string };

/** Judges the text of a setting. The text has no blanks around it and is not empty. */
export type Reader<T> = (text: string) => Reading<T>;

export const valueOf = <T>(value: T): Reading<T> => ({ value });

/** `expected` finishes the sentence "NAME must be …" and never repeats the text itself: it may be a secret. */
export const expected = (expected: string): Reading<never> => ({ expected });

/** A whole number between two limits, both included. */
export const wholeNumber =
  ({
    from,
    to,
    what,
  }: {
    readonly from: number;
    readonly to: number;
    readonly what: string;
  }): Reader<number> =>
  (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    return number >= from && number <= to
      ? valueOf(number)
      : expected(`${what}, a whole number from ${from} to ${to}`);
  };

/** Where to listen. */
export const port = wholeNumber({ from: 1, to: 65535, what: 'a port number' });

/** One word of a list. */
export const oneOf =
  <const Words extends readonly string[]>(words: Words): Reader<Words[number]> =>
  (text) => {
    const word = words.find((candidate) => candidate === text);
    return word === undefined ? expected(`one of ${words.join(', ')}`) : valueOf(word);
  };

/** Visible ASCII characters without blanks, quotation marks or line breaks. */
export const oneWord =
  (what: string): Reader<string> =>
  (text) =>
    /^[!#-&(-~]{1,2048}$/.test(text)
      ? valueOf(text)
      : expected(`${what}, without blanks, quotation marks or line breaks`);

/** The parts of a list that is separated by commas, blanks or both. */
export const listItems = (text: string): readonly string[] =>
  text.split(/[\s,]+/).filter((item) => item !== '');
