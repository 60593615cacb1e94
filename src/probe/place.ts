/** An app client of the probe. */
export interface AppClient {
  readonly id: string;
  readonly secret: string;
}

export const clientNames = ['web', 'app', 'rotating', 'lenient', 'machine'] as const;
export type ClientName = (typeof clientNames)[number];

/** A user pool with a domain that the probe made, and what is in it. */
export interface Place {
  readonly poolId: string;
  /** Of its domain. */
  readonly prefix: string;
  readonly issuer: string;
  /** Origin of the pages and of the OAuth endpoints. */
  readonly domain: string;
  readonly client: (name: ClientName) => AppClient;
}

/** Nobody is ever sent there: the walk reads where a redirect leads and stays. */
export const callbackUrl = 'https://probe.example.com/callback';
export const signedOutUrl = 'https://probe.example.com/signed-out';
export const unregisteredUrl = 'https://probe.example.com/elsewhere';

export const resourceServer = 'probe-orders';
export const standardScopes = ['openid', 'email', 'profile'];
export const selfServiceScope = 'aws.cognito.signin.user.admin';

/** Has a password of their own, and nothing else. */
export const person = 'probe-person';
/** Their password has to be changed. */
export const newcomer = 'probe-newcomer';
/** May not sign in. */
export const disabled = 'probe-disabled';
/** Nobody has this name. */
export const nobody = 'probe-nobody';
/** Signs up, and is confirmed by nobody. */
export const unconfirmed = 'probe-unconfirmed';
/** Has an authenticator app. */
export const careful = 'probe-careful';
