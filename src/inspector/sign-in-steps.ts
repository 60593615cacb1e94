import * as rules from './rules.js';
import { at, type StepKind } from './step-kinds.js';
import { signInTokenChecks } from './token-checks.js';

const opened = [
  {
    text: 'a person opens the address: no other site embeds it',
    rule: rules.security('4.16'),
    reasons: ['embedded'],
  },
  { text: 'it is not fetched by a script', reasons: ['asked_by_script'] },
] as const;

/** The steps of a sign-in, in their order. The walk in `src/auth/README.md` is the same, for readers. */
export const signInSteps = {
  'ask': {
    from: 'browser',
    to: 'site',
    title: 'Asks to sign in',
    why: 'A link, or a page that only signed-in people may see, leads here. Where the person was going comes along as return_to, and is kept only if it is a path of this site.',
    checks: [
      ...opened,
      { text: 'the way back is a path of this site, or it is not kept', rule: rules.security('4.11') },
    ],
    where: [at('router.ts', 'createRouter'), at('sign-in/return-to.ts', 'createReturnTo')],
  },
  'ask-more': {
    from: 'browser',
    to: 'site',
    title: 'Asks for a page that wants more',
    why: 'The person is signed in, and the page wants more than that: a second factor, or a proof of the last minutes. Its guard goes by acr, amr and auth_time of the ID token, and sends the browser to the pool once more. Until it is back, the session stays as it is.',
    checks: opened,
    where: [at('guards/guards.ts', 'demandLevel'), at('guards/guards.ts', 'demandProofWithin')],
  },
  'discovery': {
    from: 'site',
    to: 'keys',
    title: 'Fetches the discovery document',
    why: 'The pool says where its pages and endpoints are. It is asked once and then remembered, so most sign-ins do without this step.',
    checks: [
      { text: 'there is a document at the issuer of the settings', reasons: ['issuer_unknown'] },
      {
        text: 'its issuer is the one of the settings, letter by letter',
        rule: rules.discovery('ProviderConfigurationValidation'),
        reasons: ['oauth_json_attribute_comparison_failed', 'issuer_differs_by_slash'],
      },
      {
        text: 'it has the endpoints that are needed, all on the issuer’s host or its one domain',
        rule: rules.discovery('ProviderMetadata'),
        reasons: [
          'discovery_lacks_authorization_endpoint',
          'discovery_lacks_jwks_uri',
          'discovery_lacks_token_endpoint',
          'discovery_names_foreign_host',
          'user_pool_has_no_domain',
          'user_pool_domain_differs',
          'foreign_host',
        ],
      },
    ],
    where: [at('pool/pool-discovery.ts', 'discover'), at('pool/pool-addresses.ts', 'addressesIn')],
  },
  'send-away': {
    from: 'site',
    to: 'browser',
    title: 'Redirects to the hosted UI',
    why: 'Three secrets are made for this one sign-in: state (the answer must repeat it), nonce (the ID token must repeat it) and a PKCE verifier, of which only a digest goes along. They are sealed into a cookie of this browser, so the server keeps nothing.',
    checks: [],
    read: [rules.core('AuthRequest'), rules.pkce('4.3'), rules.cognitoAuthorize],
    where: [
      at('sign-in/sign-in.ts', 'sendToPool'),
      at('pool/pool.ts', 'authorizationUrl'),
      at('sign-in/pending.ts', 'keep'),
    ],
  },
  'hosted-ui': {
    from: 'browser',
    to: 'hosted-ui',
    title: 'The person signs in there',
    why: 'The password is typed at the pool’s own pages and never reaches this site. Then the pool sends the browser back with a code, which is good for one use within a few minutes. This site does not see what happens there.',
    read: [rules.core('AuthResponse'), rules.cognitoAuthorize],
    where: [],
  },
  'callback': {
    from: 'browser',
    to: 'site',
    title: 'Comes back with a code',
    why: 'The browser brings the code and the state. Anybody can make up such an address, so nothing is believed before it is known that this browser began this sign-in.',
    checks: [
      {
        text: 'each parameter is there once, in a form that a pool sends, and no token among them',
        rule: rules.oauth('3.1'),
        reasons: ['token_in_url', 'duplicated_parameter', 'oversize_parameter', 'unreadable_parameter'],
      },
      {
        text: 'there is a code and a state, or an error and a state',
        rule: rules.oauth('4.1.2'),
        reasons: ['code_and_error', 'no_state', 'error_without_state', 'no_code'],
      },
      {
        text: 'this browser has a sign-in under way with this state, for ten minutes',
        rule: rules.oauth('10.12'),
        reasons: ['no_pending_sign_in'],
      },
      {
        text: 'the pool did not say no',
        rule: rules.oauth('4.1.2.1'),
        reasons: ['pool_answered_error', 'scope_not_allowed', 'level_not_offered'],
      },
      {
        text: 'the answer is of this issuer (iss), where it says so',
        rule: rules.issuerInAnswer('2.4'),
        reasons: ['wrong_issuer_in_callback'],
      },
    ],
    read: [rules.core('AuthResponse')],
    where: [
      at('sign-in/sign-in.ts', 'callback'),
      at('sign-in/callback-params.ts', 'readCallback'),
      at('sign-in/pending.ts', 'find'),
      at('sign-in/sign-in.ts', 'refuseRefusal'),
    ],
  },
  'keys': {
    from: 'site',
    to: 'keys',
    title: 'Fetches the signing keys',
    why: 'The public keys that the pool signs with. They are kept for ten minutes, and fetched before the code is spent: a code cannot be had twice.',
    checks: [{ text: 'the set holds usable keys', rule: rules.keySets('5'), reasons: ['keys_unusable'] }],
    where: [at('tokens/key-set.ts', 'createKeySet')],
  },
  'use-up': {
    from: 'site',
    to: 'store',
    title: 'Uses the sign-in up',
    why: 'One callback wins, also among several processes. A second copy, by a double click or from a stolen address, is refused before it reaches the pool.',
    checks: [
      { text: 'no copy of this callback came first', rule: rules.security('4.5'), reasons: ['already_used'] },
    ],
    where: [at('sign-in/pending.ts', 'useUp')],
  },
  'redeem': {
    from: 'site',
    to: 'token',
    title: 'Redeems the code',
    why: 'The site, not the browser, trades the code for tokens, and proves two things: that it is the app client (its secret), and that it began this sign-in (the PKCE verifier, whose digest went along at the start).',
    checks: [
      {
        text: 'the pool knows the app client and its secret, and allows it this grant',
        rule: rules.oauth('5.2'),
        reasons: ['client_refused', 'client_refused_without_secret', 'grant_not_allowed'],
      },
      {
        text: 'the callback address is the one of the start',
        rule: rules.oauth('4.1.3'),
        reasons: ['redirect_not_registered'],
      },
      {
        text: 'the code is unused, and the verifier fits its digest',
        rule: rules.pkce('4.6'),
        reasons: ['invalid_grant'],
      },
      {
        text: 'the answer is JSON, with an ID token and a bearer token',
        rule: rules.oauth('5.1'),
        reasons: [
          'answer_is_not_json',
          'answer_too_large',
          'token_type_is_not_bearer',
          'no_id_token',
          'unusable_answer',
        ],
      },
    ],
    read: [rules.core('TokenRequest'), rules.cognitoToken],
    where: [at('pool/pool.ts', 'redeem'), at('pool/pool-fetch.ts', 'createPoolFetch')],
  },
  'verify': {
    from: 'site',
    to: 'site',
    title: 'Verifies both tokens',
    why: 'Tokens are believed only after their signature and their claims are checked, although they came straight from the pool: groups and scopes decide what somebody may do.',
    checks: signInTokenChecks,
    read: [rules.core('IDTokenValidation'), rules.cognitoTokens],
    where: [
      at('tokens/token-set.ts', 'verifySignInTokens'),
      at('tokens/token-verifier.ts', 'createTokenVerifier'),
      at('tokens/claim-checks.ts', 'checkAudience'),
    ],
  },
  'user-info': {
    from: 'site',
    to: 'token',
    title: 'Asks userInfo for the rest',
    why: 'Some providers leave names and addresses out of the ID token. What userInfo says is shown; who somebody is it does not decide.',
    checks: [{ text: 'it speaks of the same sub', rule: rules.core('UserInfoResponse') }],
    where: [at('sign-in/user-info.ts', 'createUserInfo')],
  },
  'ended-before': {
    from: 'site',
    to: 'store',
    title: 'Looks for an earlier end',
    why: 'Somebody who ended this person’s sign-ins meant it: what the pool remembers from before is not taken.',
    checks: [
      {
        text: 'the password was typed after the last “sign out everywhere”',
        rule: rules.core('IDToken'),
        reasons: ['sign_in_is_from_before'],
      },
    ],
    where: [at('sign-in/ended-sign-ins.ts', 'refuseOld')],
  },
  'open': {
    from: 'site',
    to: 'store',
    title: 'Opens the session',
    why: 'A new session with a new id (so nobody can have planted it), under a digest of that id. The tokens lie beside it and never leave the server.',
    checks: [],
    read: [rules.cookies('4.1.2')],
    where: [
      at('sign-in/open-session.ts', 'createOpenSession'),
      at('tokens/token-set.ts', 'newSession'),
      at('sessions/sessions.ts', 'open'),
    ],
  },
  'welcome': {
    from: 'site',
    to: 'browser',
    title: 'Redirects to the page',
    why: 'The browser gets one opaque cookie, the session, and goes where it was going. The cookie of the sign-in is taken away.',
    checks: [],
    where: [at('sign-in/sign-in.ts', 'goBack')],
  },
  'refuse': {
    from: 'site',
    to: 'browser',
    title: 'Shows an error page',
    why: 'The sign-in ends here. Nobody is signed in by it, and a session that was there before stays.',
    checks: [],
    where: [at('sign-in/sign-in.ts', 'orStartAgain')],
  },
} as const satisfies Readonly<Record<string, StepKind>>;
