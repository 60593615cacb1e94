/** The word for a name that somebody else has given, if there is one: `constructor` is a possible name. */
export const wordFor = (name: string, words: Readonly<Record<string, string>>): string | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined;
