/** Says what an option must be, in a sentence that begins with "must", when it is not. It never repeats the value. */
export type Check = (value: unknown) => string | undefined;

/** One check for each option that there is. */
export type Checks = Readonly<Record<string, Check>>;

/** What is wrong with a group of options, each problem with the name of its option. `elsewhere` says where other options belong. */
export const problemsIn = (
  given: object,
  checks: Checks,
  { prefix = '', elsewhere = {} }: { readonly prefix?: string; readonly elsewhere?: Checks } = {},
): readonly string[] => [
  ...Object.keys(given)
    .filter((name) => !Object.hasOwn(checks, name))
    .map((name) => unknownOption(name, checks, { prefix, elsewhere })),
  ...Object.entries(checks).flatMap(([name, check]) => {
    const problem = check((given as Readonly<Record<string, unknown>>)[name]);
    return problem === undefined ? [] : [`${prefix}${name} ${problem}`];
  }),
];

/** An option that may be left out. */
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

/** The first thing that is wrong. */
export const firstOf =
  (...checks: readonly Check[]): Check =>
  (value) => {
    for (const check of checks) {
      const problem = check(value);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };

/** A text for which `isRight` holds. Anything that is no text is wrong. */
export const text =
  (isRight: (value: string) => boolean, problem: string): Check =>
  (value) =>
    typeof value === 'string' && isRight(value) ? undefined : problem;

/** A number for which `isRight` holds. What variables of the environment often give instead, a text or `NaN`, is said by name. */
export const number =
  (isRight: (value: number) => boolean, problem: string): Check =>
  (value) => {
    if (typeof value === 'string')
      return 'must be a number, not a text: Number(…) makes one of a variable of the environment';
    if (Number.isNaN(value))
      return 'must be a number, and is NaN: what it is made from is not set, or is none';
    return typeof value === 'number' && isRight(value) ? undefined : problem;
  };

/** An address for which `isRight` holds; for texts that are known to be one. */
export const address =
  (isRight: (url: URL, text: string) => boolean, problem: string): Check =>
  (value) =>
    typeof value === 'string' && isRight(new URL(value), value) ? undefined : problem;

/** A list of texts. What is often given instead, one text, is said by name. */
export const texts =
  (example: string): Check =>
  (value) => {
    if (typeof value === 'string') return `must be a list, such as ${example}, not one text`;
    return Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? undefined
      : `must be a list of texts, such as ${example}`;
  };

/** A list for which `isRight` holds; for values that are known to be one. */
export const list =
  (isRight: (value: readonly string[]) => boolean, problem: string): Check =>
  (value) =>
    isRight(value as readonly string[]) ? undefined : problem;

/** A function. */
export const aFunction: Check = (value) => (typeof value === 'function' ? undefined : 'must be a function');

/** True or false; a text such as 'false' is neither. */
export const trueOrFalse: Check = (value) =>
  typeof value === 'boolean' ? undefined : 'must be true or false';

/** Whether it is something that has members. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `localhost`, 127.0.0.1 and [::1]: the only hosts that may be spoken to without TLS. */
export const isLoopback = ({ hostname }: URL): boolean =>
  ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** An address that may be called or shown: https, without anything that does not belong in an address. */
export const secureAddress: Check = firstOf(
  text((value) => URL.canParse(value), 'must be an absolute URL'),
  address(
    (url) => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)),
    'must be https (http only on localhost, 127.0.0.1 or [::1])',
  ),
  address(
    (url, value) => url.username === '' && url.password === '' && !/[?#]/.test(value),
    'must have no user name, password, query or fragment',
  ),
);

const unknownOption = (
  name: string,
  checks: Checks,
  { prefix, elsewhere }: { readonly prefix: string; readonly elsewhere: Checks },
): string => {
  // A name is written by a developer; one that looks like nothing of the kind may be a value in the wrong place.
  if (!/^[A-Za-z_][\w-]{0,29}$/.test(name))
    return `${prefix === '' ? 'options' : prefix.slice(0, -1)} must have no other options than are known`;
  const meant = Object.keys(checks).find((known) => isClose(name, known));
  if (meant !== undefined) return `${prefix}${name} is no option: did you mean ${prefix}${meant}?`;
  const place = Object.keys(elsewhere).find((known) => isClose(name, known));
  if (place !== undefined)
    return `${prefix}${name} is no option here: it is ${prefix === '' ? 'pool.' : ''}${place}`;
  return `${prefix}${name} is no option`;
};

const isClose = (name: string, known: string): boolean =>
  distance(bare(name), bare(known)) <= Math.min(2, Math.floor(known.length / 3));

const bare = (word: string): string => word.toLowerCase().replaceAll(/[_-]/g, '');

/** How many letters are to be put in, taken out or changed to make one word of the other (Levenshtein). */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of one.split('').entries()) {
    const next = [index + 1];
    for (const [at, otherLetter] of other.split('').entries()) {
      const change = (row[at] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(change, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
};
