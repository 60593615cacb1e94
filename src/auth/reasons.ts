/**
 * Why something was refused or failed: which of the causes of an error's code it was. Every word may be logged, and the
 * words do not change. Whoever runs the site reads the sentences in its documentation, which is held against this list.
 */
export const reasons = {
  // The callback (`sign_in_invalid`, `sign_in_expired`, `sign_in_refused`)
  token_in_url: 'the callback brings a token in its address, which no code flow does',
  duplicated_parameter: 'a parameter of the callback is there twice',
  oversize_parameter: 'a parameter of the callback is longer than any pool sends',
  unreadable_parameter: 'a parameter of the callback has characters that no pool sends',
  no_state: 'the callback has a code and no state',
  error_without_state: 'the pool answered an error and left the state out, so it belongs to nobody',
  code_and_error: 'the callback has a code and an error, or an empty error',
  no_code: 'the callback has neither a code nor an error',
  wrong_issuer_in_callback: 'the callback names another issuer, or none where ours promises to (RFC 9207)',
  no_pending_sign_in:
    'this browser has no sign-in under way for this state: ten minutes are over, or it began elsewhere',
  already_used: 'another copy of this callback came first',
  pool_answered_error: 'the pool said no, in words of its own: see `poolError`',

  // The pool refuses this site, whoever signs in (`pool_misconfigured`)
  issuer_unknown:
    'there is no discovery document at the issuer (400, 404, 410): no such user pool, or not in this region',
  issuer_differs_by_slash:
    'the `iss` of the provider has a slash at the end and the configured issuer has none, or the reverse',
  client_refused: 'the pool refuses the app client: its id or its secret is wrong, or it has no secret',
  client_refused_without_secret: 'the pool refuses the app client, for which no secret is set',
  grant_not_allowed: 'the app client may not use the authorization code grant, or not refresh',
  scope_not_allowed: 'the app client may not ask for one of the scopes',
  redirect_not_registered: 'the app client does not have the callback address that is in `address`',

  // Requests of other sites (`cross_site`)
  no_origin: 'an unsafe request says neither `Origin` nor `Sec-Fetch-Site`',
  sec_fetch_site: 'the browser says that another site made the request',
  origin: 'the `Origin` is not the site’s own: another site, or a proxy that rewrites the host',
  embedded: 'another site embeds the address that starts a sign-in',

  // Rights and bearer tokens (`forbidden`, `not_signed_in`)
  missing_claim: 'the claims of the token are not what is asked for',
  missing_group: 'the person is not in the group that is asked for',
  missing_scope: 'the access token was not granted the scope that is asked for',
  asked_by_script: 'a script of this site fetched the sign-in: its address is for a person to open',
  no_token: 'no `Authorization: Bearer` header, or several',

  // Tokens (`pool_rejected`; of a bearer, `not_signed_in`)
  no_id_token: 'the token response has no ID token',
  not_an_id_token: '`token_use` is not `id`',
  not_an_access_token: '`token_use` is not `access`',
  access_token_is_opaque: 'the issuer is not Cognito, and what its access tokens say is not known',
  access_token_of_another_id_token: '`at_hash` does not fit the access token',
  tokens_of_different_people: 'ID token and access token have another `sub`',
  token_type_is_not_bearer: 'the token response has a `token_type` that was not asked for',
  token_of_another_client: '`client_id` or `azp` names another app client',
  token_of_another_audience: '`aud` names somebody else, or somebody else as well',
  nonce_of_another_sign_in: 'the ID token belongs to another sign-in than this browser’s',
  token_is_of_another_type: 'the header’s `typ` is not `JWT`',
  token_is_old:
    'the ID token was made more than ten minutes ago, by our clock: one of the two clocks is wrong by `clockAheadSeconds`',
  token_from_the_future:
    '`iat` is ahead of our clock by more than 30 seconds: one of the two clocks is wrong by `clockAheadSeconds`',
  token_signed_otherwise: 'the ID token is signed with another algorithm than RS256',
  token_lives_too_long: 'the token holds for more than a day',
  token_lacks_claims: 'one of `iss`, `sub`, `exp`, `iat` is missing',
  token_subject_unusable: '`sub` is empty, too long, or not printable',
  token_unusable: 'what should be a token is none',
  auth_time_unusable: '`auth_time` is no number, or lies in the future',
  sign_in_is_from_before:
    'the sign-ins of this person were ended, and the pool brings back one from before, or does not say when it was',
  sign_in_is_not_recent: 'the password was to be typed again, and the pool did not ask for it',
  level_not_said: 'a level of authentication is asked for, and the token has no `acr`: the pool knows none',
  level_is_another: 'the `acr` of the token is none of those that are asked for',
  level_not_offered: 'the pool knows none of the levels that are asked for, or could not reach one',
  method_is_missing: 'the `amr` of the token lacks a method that is asked for',
  other_sign_in: 'a refresh brought the tokens of another person or another sign-in',
  keys_unusable: 'the key set holds no usable key; the keys at hand stay in use',

  // The pool and the way to it (`pool_rejected`, `pool_unreachable`, `pool_timeout`)
  no_revocation_endpoint:
    'the discovery document names no `revocation_endpoint`: tokens live to their own end',
  superseded:
    'another process refreshed the session with the same refresh token; what came of ours was not needed',
  never_decided: 'the process stops, and the tokens of a refresh are not verified, or not in the store',
  user_info_refused: 'userInfo refuses the access token that the provider has just given',
  user_info_of_another_person: 'userInfo speaks of another `sub` than the ID token: none of it is used',
  unusable_answer: 'the answer of the pool breaks the protocol in a way that has no name here',
  answer_too_large: 'an answer of more than 256 kB',
  answer_is_not_json: 'an answer that does not say that it is JSON: often the page of a proxy',
  foreign_host: 'a call to another host than the issuer or its domain was about to be made',
  discovery_lacks_authorization_endpoint: 'the discovery document names no usable `authorization_endpoint`',
  discovery_lacks_jwks_uri: 'the discovery document names no usable `jwks_uri`',
  discovery_lacks_token_endpoint: 'the discovery document names no usable `token_endpoint`',
  discovery_names_foreign_host:
    'the discovery document leads to hosts that are neither the issuer nor its domain',
  user_pool_has_no_domain: 'the user pool has no domain yet, so it has no sign-in page: make one',
  user_pool_domain_differs: '`pool.domain` is not the domain that the discovery document names',
  pool_throttles: 'a quota of the pool is used up (429)',
  too_many_pool_calls:
    'as many calls to the pool are under way in this process as may be, because each takes long',
  deadline: 'the pool did not answer in time',
  network: 'the network failed in a way that has no name here',
  refreshing_elsewhere: 'another process has been refreshing this session for twelve seconds',

  // Records of the session store (`foreign_session`)
  session_of_another_issuer: 'the session is of another issuer: another site uses the same store and secret',
  session_of_another_client:
    'the session is of another app client: another site uses the same store and secret',

  // The session store (`store_unreachable`)
  memory_full: 'the memory store holds as many sessions as it may',
  timeout: 'the store did not answer in time',
  offline: 'there is no connection to the store',
  refused: 'the store’s port takes no connections',
  unknown_host: 'the name of the store is not known',
  bad_certificate: 'the certificate of the store is not trusted',
  not_authorized: 'the store refuses the password or the command',
  read_only: 'the store is a replica just now: a failover is under way',
  out_of_memory: 'the store is full',
  loading: 'the store has restarted and reads its file',
  cannot_persist: 'the store cannot write its file, and so takes no writes',
  too_few_replicas: 'the store has too few replicas to take writes',
  cluster_down: 'a part of the cluster has no node',
  is_a_cluster: 'the address is one node of a cluster: several are to be given',
  busy: 'the store runs somebody’s long script',
  no_script: 'the store forgot a script while it was used',
  contended: 'more requests of one session change its data at once than can be put together',
  wrong_type: 'something else lies where a session should',
  failed: 'the store failed in a way that has no name here',

  // Limits of the site around (`too_many_requests`)
  rate: 'more requests from one address than a minute may have',
  ending_elsewhere: 'all sign-ins of this person are being ended, and that has taken ten seconds by now',
  redirect_loop: 'one browser has signed in again and again without being shown a page',
} as const;

/** What stands for many reasons: the word begins with words of ours, and ends with those of a library or a status. */
export const reasonFamilies = {
  'pool_status_…': 'the pool answered with this HTTP status',
  'err_…': 'a check of a token failed; the rest is the code of jose',
  'oauth_…': 'an answer of the pool breaks the protocol; the rest is the code of openid-client',
  'E…, capitals':
    'the code of the system or of TLS, such as `ECONNREFUSED`, `ENOTFOUND` or `CERT_HAS_EXPIRED`',
  'store_…': 'words of a session store of your own',
} as const;

/** Reasons of families that say what is to be done. */
export const familyReasons = {
  ENOTFOUND: 'the name of the pool’s host is not known',
  ECONNREFUSED: 'nothing listens at the pool’s address',
  oauth_jwt_timestamp_check_failed: 'the token is over, or not yet good, by our clock',
  oauth_json_attribute_comparison_failed: 'the discovery document names another `issuer`',
  oauth_jwt_claim_comparison_failed: 'the ID token’s `iss`, `aud` or `nonce` is not ours',
  err_jwt_expired: 'the token is over by our clock',
  err_jwks_no_matching_key: 'the pool’s key set does not have the key that the token names',
} as const;

const clocks =
  'Clock: compare the time of this machine with the pool’s (`clockAheadSeconds` says how far the pool is ahead; below zero, behind), and let it be set by NTP.';
const issuerSetting = 'COGNITO_USER_POOL_ID or COGNITO_ISSUER (`pool.issuer`)';

/**
 * What to change, for reasons that a setting, here or at the pool, can mend: the settings of the site, with the options
 * of `createAuth` in brackets. The log of the site cuts what has more than 256 characters.
 */
export const hints = {
  no_pending_sign_in:
    'The browser came back without the cookie of its sign-in: is the site opened at BASE_URL (`baseUrl`), and not under another name of the same machine? If it is, ten minutes were over, the sign-in began in another browser, or somebody else sent the address.',
  issuer_unknown: `Compare ${issuerSetting} with the id and the region of the user pool.`,
  issuer_differs_by_slash:
    'Write COGNITO_ISSUER (`pool.issuer`) as the discovery document writes `issuer`, letter by letter: it has to be the `iss` of the tokens.',
  client_refused:
    'Compare COGNITO_CLIENT_ID and COGNITO_CLIENT_SECRET (`pool.clientId`, `pool.clientSecret`) with the app client; leave the secret out if it has none. If both are right, try another COGNITO_CLIENT_AUTHENTICATION (`pool.clientAuthentication`).',
  client_refused_without_secret:
    'Compare COGNITO_CLIENT_ID (`pool.clientId`) with the app client; if the client has a secret, set COGNITO_CLIENT_SECRET (`pool.clientSecret`).',
  grant_not_allowed:
    'Allow the app client the authorization code grant and refresh tokens, or compare COGNITO_CLIENT_ID (`pool.clientId`): it may be another client’s.',
  scope_not_allowed:
    'Allow the app client every scope of COGNITO_SCOPES (`pool.scopes`), or ask for fewer there.',
  redirect_not_registered:
    'Register the address in `address` as a callback URL of the app client, letter by letter. It is made from BASE_URL (`baseUrl`).',
  token_is_old: clocks,
  token_from_the_future: clocks,
  auth_time_unusable: clocks,
  oauth_jwt_timestamp_check_failed: clocks,
  err_jwt_expired: clocks,
  token_signed_otherwise:
    'Let the provider sign this client’s ID tokens with RS256 (`id_token_signed_response_alg`): its public key is what they are checked with.',
  token_of_another_client:
    'Compare COGNITO_CLIENT_ID (`pool.clientId`) with the app client that the token was made for.',
  token_of_another_audience: 'Compare COGNITO_CLIENT_ID (`pool.clientId`) with the audience of the token.',
  oauth_jwt_claim_comparison_failed: `Compare ${issuerSetting} and COGNITO_CLIENT_ID (\`pool.clientId\`) with the pool.`,
  oauth_json_attribute_comparison_failed: `Compare ${issuerSetting} with the \`issuer\` of the discovery document.`,
  err_jwks_no_matching_key: `Compare ${issuerSetting} with the pool, and see whether something between rewrites answers.`,
  user_pool_has_no_domain: 'Give the user pool a domain: its sign-in pages are there.',
  user_pool_domain_differs:
    'Leave COGNITO_DOMAIN (`pool.domain`) out, or write the domain that the user pool has.',
  discovery_names_foreign_host:
    'Compare the issuer. A provider whose endpoints are spread over several hosts cannot be used.',
  answer_is_not_json:
    'See what stands between this site and the pool: a proxy or a firewall answers in its place.',
  ENOTFOUND: `Compare ${issuerSetting} and COGNITO_DOMAIN (\`pool.domain\`) with the pool, and see whether this machine can resolve names.`,
  ECONNREFUSED: `Compare ${issuerSetting} with the pool, and see whether this machine may call out.`,
  level_not_said:
    'Name levels at the user pool (`AcrConfiguration`; Essentials and above), or take the guard away: a pool that says no `acr` lets nobody in.',
  level_not_offered:
    'Compare `anyLevel` of the guard with the levels that the pool has (`AcrConfiguration`).',
  pool_throttles:
    'Compare the use of the pool’s quotas with their limits, and give access tokens a longer life.',
} as const satisfies Partial<Record<Reason, string>>;

/** What to change instead where a bearer was refused (`bearer_refused`): its token need not be of the site's own client. */
export const bearerHints = {
  token_of_another_client:
    'If its tokens are to be taken here, add the app client that the token was made for to API_CLIENT_IDS (`api.clientIds`); the client of this site has to stand there too.',
  token_of_another_audience: 'Compare API_RESOURCE (`api.resource`) with the `aud` of the token.',
} as const satisfies Partial<Record<keyof typeof hints, string>>;

/** What to change, where something is to be changed. For logs: it speaks to whoever runs the site, not to its visitors. */
export const hintFor = (reason: string | undefined): string | undefined => found(hints, reason);

/** The same for a refused bearer. */
export const bearerHintFor = (reason: string | undefined): string | undefined =>
  found(bearerHints, reason) ?? hintFor(reason);

const found = (list: Readonly<Record<string, string>>, word: string | undefined): string | undefined =>
  word !== undefined && Object.hasOwn(list, word) ? list[word] : undefined;

/** Why a session is over without the person having asked for it. */
export const endReasons = {
  idle_limit: 'it was not used for as long as is allowed',
  absolute_limit: 'it has lasted as long as is allowed',
  refresh_token_refused:
    'the pool does not take its refresh token any more: ended or revoked there, or expired',
  tokens_ended: 'its tokens have ended, and there is no refresh token',
  other_person: 'a refresh brought somebody else’s tokens',
  replaced: 'another sign-in in the same browser took its place',
  too_many: 'the person has more sign-ins than they may, and this was one of the oldest',
  ended_by_operator: 'an operator, or the app, ended it: `npm run end-sign-ins`, `auth.endSignInsOf`',
} as const;

/** One of the words, or one of a family. */
export type Reason =
  | keyof typeof reasons
  | `pool_status_${number}`
  | `err_${string}`
  | `oauth_${string}`
  | `store_${string}`
  | Uppercase<string>;

/** One of the words for the end of a session. */
export type EndReason = keyof typeof endReasons;
