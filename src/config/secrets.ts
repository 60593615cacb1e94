import { expected, valueOf, type Reader } from './reader.js';

const shortest = 32;
const fewestCharacters = 8;
const howToMakeOne = `make one with: node -p "require('node:crypto').randomBytes(32).toString('base64url')"`;

// Longer words first, so that "password" is not taken for "pass" and a rest.
const placeholderWords =
  /characters|production|development|placeholder|something|changeme|keyboard|password|insecure|replace|default|example|session|cookie|secret|random|string|change|please|minimum|super|local|least|cognito|express|value|long|must|here|this|test|your|demo|very|with|keep|key|cat|dev|not|the|my|me|at|be|in|of|to|is|it|a/g;

/** One or more secrets, separated by commas: the first signs and seals, all verify and open. */
export const sessionSecrets: Reader<readonly string[]> = (text) => {
  const secrets = text.split(',').map((secret) => secret.trim());
  if (secrets.some((secret) => secret.length < shortest)) {
    return expected(`secrets of ${shortest} characters or more each, separated by commas (${howToMakeOne})`);
  }
  if (secrets.some(isGuessable)) return expected(`random, not a placeholder (${howToMakeOne})`);
  if (new Set(secrets).size < secrets.length)
    return expected('made of different secrets: one is given twice');
  return valueOf(secrets);
};

/** Whether a secret is made of the words of examples, or of a few characters over and over. */
const isGuessable = (secret: string): boolean => {
  if (new Set(secret).size < fewestCharacters) return true;
  const rest = secret
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(placeholderWords, '')
    .replace(/0?1234567890?|\d{1,2}$/g, '');
  return rest.length < shortest / 2;
};

const shortestClientSecret = 8;
const longestClientSecret = 512;

/** The secret of the app client, as the pool shows it. */
export const clientSecret: Reader<string> = (text) => {
  if (!/^[!-~]*$/.test(text))
    return expected('the secret of the app client as the pool shows it, without blanks or line breaks');
  if (text.length < shortestClientSecret)
    return expected(
      `the whole secret of the app client: it has ${shortestClientSecret} characters at least (leave it out for a client without one)`,
    );
  return text.length <= longestClientSecret
    ? valueOf(text)
    : expected(
        `the secret of the app client and nothing more: it has ${longestClientSecret} characters at most`,
      );
};
