import { randomBytes, randomUUID } from 'node:crypto';
import type { Answer } from './ask.js';
import { fail, pass, skip, warn, type Check, type Verdict } from './check.js';
import { addressIn, jsonIn } from './document.js';
import { changeClient, registerUrl } from './fixes.js';
import type { Subject } from './subject.js';

/** How the client shows who it is: its secret in a header, in the form, or its id alone. */
type Way = 'client_secret_basic' | 'client_secret_post' | 'none';

const wayOf = async ({ config, document }: Subject): Promise<Way> => {
  const { clientSecret, clientAuthentication } = config.pool;
  if (clientSecret === undefined) return 'none';
  if (clientAuthentication !== undefined) return clientAuthentication;
  const { token_endpoint_auth_methods_supported: ways } = await document();
  const isPostOnly =
    Array.isArray(ways) && ways.includes('client_secret_post') && !ways.includes('client_secret_basic');
  return isPostOnly ? 'client_secret_post' : 'client_secret_basic';
};

const post = (
  { config, ask }: Subject,
  endpoint: URL,
  way: Way,
  form: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const { clientId, clientSecret = '' } = config.pool;
  if (way === 'none') return ask(endpoint, { form: { ...form, client_id: clientId } });
  if (way === 'client_secret_post')
    return ask(endpoint, { form: { ...form, client_id: clientId, client_secret: clientSecret } });
  // Form-encoded as RFC 6749 (section 2.3.1) has it, and as the site does it.
  const both = Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64');
  return ask(endpoint, { form, headers: { authorization: `Basic ${both}` } });
};

const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[-_.!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What such an endpoint calls its refusal. Only words go on: the rest of the answer may say anything. */
const errorIn = ({ status, text }: Answer): string => {
  const { error } = Object(jsonIn(text)) as { readonly error?: unknown };
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : `status ${status}`;
};

/** What the token endpoint says to a code that nobody has ever been given. */
const redeemMadeUpCode = async (subject: Subject, way: Way): Promise<string> => {
  const endpoint = addressIn((await subject.document()).token_endpoint);
  if (endpoint === undefined) return 'no token endpoint';
  const answer = await post(subject, endpoint, way, {
    grant_type: 'authorization_code',
    code: randomUUID(),
    redirect_uri: subject.callbackUrl,
    code_verifier: randomBytes(32).toString('base64url'),
  });
  const error = errorIn(answer);
  // Some say 401 or 403 `unauthorized_client` of a wrong secret; with 400 it is about the grant or the address.
  return error === 'unauthorized_client' && answer.status !== 400 ? 'invalid_client' : error;
};

export const clientSecret: Check = {
  name: 'client-secret',
  needs: ['client-id'],
  async run(subject) {
    const way = await wayOf(subject);
    const error = await redeemMadeUpCode(subject, way);
    const sent = `Sent a made-up code to the token endpoint ${way === 'none' ? 'without a secret' : `with the secret (${way})`}`;
    if (error === 'invalid_grant' || error === 'unauthorized_client')
      return pass(`${sent}: it refused the code (${error}) and not the client.`);
    if (error === 'invalid_client') return refusedClient(subject, way, sent);
    return warn(
      `${sent}: it answered ${error} where invalid_grant was expected, so it is not known whether the client is right.`,
      'Sign in once and look at the log: sign_in_failed has a reason and a hint.',
    );
  },
};

const refusedClient = async (subject: Subject, way: Way, sent: string): Promise<Verdict> => {
  const message = `${sent}: it answered invalid_client.`;
  const { clientId: id } = subject.config.pool;
  const where = subject.isCognito
    ? `User pools, ${subject.userPoolId}, App clients, ${id}: Show client secret`
    : `the secret of the client ${id} at the provider`;
  if (way === 'none')
    return fail(
      `${message} The client ${id} has a secret, and none is set.`,
      `COGNITO_CLIENT_SECRET=   # ${where}`,
    );
  const other = way === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic';
  if ((await redeemMadeUpCode(subject, other)) === 'invalid_grant')
    return fail(`${message} Sent by ${other} it is right.`, `COGNITO_CLIENT_AUTHENTICATION=${other}`);
  if ((await redeemMadeUpCode(subject, 'none')) === 'invalid_grant')
    return fail(
      `${message} Without a secret the client is taken: it has none.`,
      'Leave COGNITO_CLIENT_SECRET out.',
    );
  return fail(
    `${message} The secret is not the one of the client ${id}.`,
    `COGNITO_CLIENT_SECRET=   # ${where}`,
  );
};

export const revocation: Check = {
  name: 'revocation',
  needs: ['client-secret'],
  async run(subject) {
    const endpoint = addressIn((await subject.document()).revocation_endpoint);
    if (endpoint === undefined)
      return warn(
        'The discovery document names no revocation endpoint: after a sign-out refresh tokens live to their own end.',
        'Give refresh tokens a life that is little longer than SESSION_MAX_HOURS.',
      );
    const way = await wayOf(subject);
    // Cognito documents Basic authentication only for this endpoint.
    const wayHere = subject.isCognito && way === 'client_secret_post' ? 'client_secret_basic' : way;
    const form = { token: randomBytes(32).toString('base64url'), token_type_hint: 'refresh_token' };
    const answer = await post(subject, endpoint, wayHere, form);
    if (answer.status === 200)
      return pass('Sent a made-up token to the revocation endpoint: it takes it, as RFC 7009 wants.');
    const error = errorIn(answer);
    const sent = `Sent a made-up token to the revocation endpoint: it answered ${error} where status 200 was expected`;
    if (error === 'invalid_request' && subject.isCognito)
      return fail(
        `${sent}. Token revocation is off at the client, so a sign-out leaves refresh tokens good.`,
        changeClient(subject, {
          inConsole: 'Edit, Advanced security: Enable token revocation',
          jq: '.EnableTokenRevocation = true',
          inTemplate: 'EnableTokenRevocation: true',
          elsewhere: '',
        }),
      );
    // Some refuse tokens that they have never given, against RFC 7009, section 2.2.
    const isKnown = subject.isCognito || error === 'invalid_client';
    return (isKnown ? fail : warn)(
      `${sent}, so a sign-out may leave refresh tokens good.`,
      'See in the log of the provider what it has against the request.',
    );
  },
};

export const signOutUrl: Check = {
  name: 'sign-out-url',
  needs: ['client-id'],
  run: (subject) => (subject.isCognito ? atCognito(subject) : atProvider(subject)),
};

const atCognito = async (subject: Subject): Promise<Verdict> => {
  const { config, signedOutUrl, ask, document } = subject;
  const endpoint = new URL('/logout', addressIn((await document()).authorization_endpoint));
  endpoint.search = new URLSearchParams({
    client_id: config.pool.clientId,
    logout_uri: signedOutUrl,
  }).toString();
  const { location, status } = await ask(endpoint);
  if (location?.href === new URL(signedOutUrl).href)
    return pass(`The sign-out URL ${signedOutUrl} is registered.`);
  return fail(
    `Sent logout_uri=${signedOutUrl}, made from BASE_URL, and /logout answered with ${
      location === undefined ? `status ${status}` : `its page ${location.pathname}`
    } instead of going there: it is not registered at the client ${config.pool.clientId}, letter by letter.`,
    registerUrl(subject, 'sign-out', signedOutUrl),
  );
};

const atProvider = async (subject: Subject): Promise<Verdict> => {
  const { config, signedOutUrl, ask, document } = subject;
  const endpoint = addressIn((await document()).end_session_endpoint);
  if (endpoint === undefined)
    return skip('The provider has no page that ends its own session (end_session_endpoint).');
  endpoint.searchParams.set('client_id', config.pool.clientId);
  endpoint.searchParams.set('post_logout_redirect_uri', signedOutUrl);
  const { status } = await ask(endpoint);
  return status < 400
    ? pass(`The sign-out page of the provider takes ${signedOutUrl}.`)
    : fail(
        `Sent post_logout_redirect_uri=${signedOutUrl}, made from BASE_URL, and the provider answered with ${status}.`,
        registerUrl(subject, 'sign-out', signedOutUrl),
      );
};
