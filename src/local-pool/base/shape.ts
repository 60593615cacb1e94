/** Says what is wrong with a value that came from outside, one line each; no line means that it fits. */
export type Check = (value: unknown, path: string) => readonly string[];

const must =
  (fits: (value: unknown) => boolean, expected: string): Check =>
  (value, path) =>
    fits(value) ? [] : [`${path} must be ${expected}`];

export const text = must((value) => typeof value === 'string' && value !== '', 'a text that is not empty');
export const flag = must((value) => typeof value === 'boolean', 'true or false');
export const email = must(
  (value) => typeof value === 'string' && /^[^\s@]+@[^\s@]+$/u.test(value),
  'an e-mail address',
);

export const wholeNumber = ({ from, to }: { readonly from: number; readonly to: number }): Check =>
  must(
    (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
    `a whole number from ${from} to ${to}`,
  );

export const oneOf = (...values: readonly string[]): Check =>
  must((value) => typeof value === 'string' && values.includes(value), `one of ${values.join(', ')}`);

export const callbackUrl = must(
  (value) => typeof value === 'string' && isCallbackUrl(value),
  'a URL that Cognito would take: https, http on localhost, 127.0.0.1 or [::1], or an app scheme; no fragment',
);

/** Absolute, without a fragment; https, http on a loopback host, or a scheme of an app. */
export const isCallbackUrl = (value: string): boolean => {
  if (value.length > 1024 || !URL.canParse(value) || value.includes('#')) return false;
  const { protocol, hostname } = new URL(value);
  if (protocol === 'javascript:' || protocol === 'data:') return false;
  return protocol !== 'http:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};

export const listOf =
  (check: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return [`${path} must be a list`];
    return value.flatMap((item: unknown, index) => check(item, `${path}[${index}]`));
  };

export const mapOf =
  (check: Check): Check =>
  (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, member]) => check(member, `${path}.${name}`))
      : [`${path} must be an object`];

/** An object of known members. A member that is not known is a misspelling until shown otherwise. */
export const object =
  (members: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, path) => {
    if (!isObject(value)) return [`${path || 'it'} must be an object`];
    const within = (name: string): string => (path === '' ? name : `${path}.${name}`);
    return [
      ...required.filter((name) => value[name] === undefined).map((name) => `${within(name)} is missing`),
      ...Object.entries(value).flatMap(([name, member]) => {
        const check = Object.hasOwn(members, name) ? members[name] : undefined;
        if (check !== undefined) return check(member, within(name));
        return [`${within(name)} is not known here; expected ${Object.keys(members).join(', ')}`];
      }),
    ];
  };

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
