import { createHmac, randomBytes } from 'node:crypto';

/** A value as it may be shown: in full, or as a fingerprint. */
export interface Field {
  readonly name: string;
  readonly value: string;
  /** What else there is to say of it, such as its length. */
  readonly note?: string;
}

/** Makes values that may be shown of values that may not. */
export interface Redaction {
  /** A short name of a secret value: the same for the same value, and nothing that could be turned back. */
  fingerprint(value: string): string;
  /** A secret as a field, with its length: one that was cut, or has a line break too many, is seen by that. */
  secret(name: string, value: string): Field;
  /** Parameters of a query or a form. What is not on the list of harmless ones is a secret. */
  parameters(parameters: URLSearchParams): readonly Field[];
  /** An `Authorization` header: whose it is, and a fingerprint of what proves it. */
  authorization(header: string | null): readonly Field[];
}

const longestValue = 200;
const mostFields = 24;

// Their values say how the protocol is used. A parameter that somebody thinks of one day is a secret until it stands here.
const harmless: ReadonlySet<string> = new Set([
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'code_challenge_method',
  'grant_type',
  'prompt',
  'max_age',
  'acr_values',
  'lang',
  'identity_provider',
  'idp_identifier',
  'screen',
  'logout_uri',
  'token_type_hint',
  'return_to',
  'iss',
  'error',
  'error_description',
  'pool',
  'apps',
]);

/** Cuts a value that is longer than a page should have. */
export const clipped = (value: string): string =>
  value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;

/**
 * Fingerprints with a key of this process alone: a picture of the page gives nobody a digest to try passwords against. They
 * can be compared within one run of the site, and are others after the next start.
 */
export const createRedaction = (key: Buffer = randomBytes(32)): Redaction => {
  const fingerprint = (value: string): string =>
    `#${createHmac('sha256', key).update(value).digest('hex').slice(0, 8)}`;
  const secret = (name: string, value: string): Field => ({
    name,
    value: fingerprint(value),
    note: `${value.length} characters`,
  });
  return {
    fingerprint,
    secret,
    parameters: (parameters) =>
      [...parameters]
        .slice(0, mostFields)
        .map(([name, value]) =>
          harmless.has(name) ? { name, value: clipped(value) } : secret(clipped(name), value),
        ),
    authorization: (header) => {
      const [scheme = '', proof = ''] = (header ?? '').split(' ');
      if (proof === '') return [];
      if (scheme.toLowerCase() !== 'basic') return [secret(`Authorization: ${clipped(scheme)}`, proof)];
      const [id = '', password = ''] = Buffer.from(proof, 'base64').toString().split(':');
      return [
        { name: 'Authorization: Basic, client id', value: clipped(id) },
        secret('client secret', password),
      ];
    },
  };
};
