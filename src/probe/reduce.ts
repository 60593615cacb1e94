/** Makes what was seen comparable and fit to be shown: whatever differs from pool to pool becomes the name of its kind. */
export interface Reducer {
  /** From now on this text, plain or encoded for a URL, is shown as `{NAME}`. */
  readonly know: (name: string, value: string) => void;
  text(value: string): string;
  /** Every text and number in it, however deep. */
  value(value: unknown): unknown;
}

/** Shorter ones would be found in words that mean something. */
const shortestKnown = 6;
const longestShown = 400;

/** What no walk knows beforehand, in this order. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/\barn:[\w-]+:[^\s"'<>]+/giu, '{ARN}'],
  [/\b[A-Za-z0-9_-]{10,}(?:\.[A-Za-z0-9_-]*){2,4}(?![\w.])/gu, '{TOKEN}'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/giu, '{UUID}'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/gu, '{ACCESS_KEY}'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)/gu, '{TIME}'],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d[ -]\w{3}[ -]\d{4} [\d:]{8} GMT/gu, '{TIME}'],
  [/\b[a-z]{2}(?:-[a-z]+)+-\d_[A-Za-z0-9]{9,}\b/gu, '{POOL}'],
  // Long, with a letter and a digit: an id, a secret, a session. Words of the protocol have no digits.
  [/(?<![A-Za-z0-9])(?=[A-Za-z0-9_+-]*\d)(?=[A-Za-z0-9_+-]*[A-Za-z])[A-Za-z0-9_+-]{20,}={0,2}/gu, '{OPAQUE}'],
  [/(?<!\d)\d{12}(?!\d)/gu, '{ACCOUNT}'],
  [/(?<!\d)\d{9,}(?!\d)/gu, '{NUMBER}'],
  [/[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/gu, '{MAIL}'],
  [/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/gu, '{ADDRESS}'],
];

export const createReducer = (): Reducer => {
  const known = new Map<string, string>();

  const text = (value: string): string => {
    // The longest first: an issuer begins with the address of its API.
    const names = [...known].sort(([a], [b]) => b.length - a.length);
    const named = names.reduce((rest, [form, name]) => rest.replaceAll(form, name), value);
    const reduced = kinds.reduce((rest, [kind, name]) => rest.replaceAll(kind, name), named);
    return reduced.length > longestShown ? `${reduced.slice(0, longestShown)} …` : reduced;
  };

  const value = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one);
    // Moments in seconds or milliseconds; lifetimes stay.
    if (typeof one === 'number') return one > 1_000_000_000 ? '{TIME}' : one;
    if (Array.isArray(one)) return one.map(value);
    if (one instanceof Date) return '{TIME}';
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, member]) => [text(name), value(member)]));
  };

  return {
    know: (name, value) => {
      if (value.length < shortestKnown) return;
      const forms = [
        value,
        encodeURIComponent(value),
        new URLSearchParams({ '': value }).toString().slice(1),
      ];
      for (const form of forms) known.set(form, `{${name}}`);
    },
    text,
    value,
  };
};
