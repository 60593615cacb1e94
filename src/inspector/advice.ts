import { hintFor, meaningOf } from '../auth/index.js';

/** What to change, where `hintFor` has nothing to say to whoever runs the site: it was the browser's doing, or somebody's. */
export const advice: Readonly<Record<string, string>> = {
  already_used:
    'Nothing, if the page was loaded twice. Otherwise see whether something between fetches addresses ahead, or a second process answers with the same store.',
  no_state: 'See whether something between cuts the query of the address short.',
  error_without_state:
    'See the log of the pool for what it refused: the answer does not say which sign-in it belongs to.',
  wrong_issuer_in_callback:
    'Compare COGNITO_ISSUER with the issuer of the pool that answered: two providers may have been mixed up.',
  pool_answered_error: 'See error and error_description above, which are the words of the pool.',
  invalid_grant:
    'A code is good for one use and a few minutes; a refresh token until it is revoked, used up or too old. Sign in again. If each sign-in ends so, see whether another program redeems the codes.',
  nonce_of_another_sign_in:
    'Sign in again. If each sign-in ends so, see whether something between keeps or mixes up answers of the token endpoint.',
  err_jws_signature_verification_failed:
    'See what stands between this site and the pool: a token with the right key id was signed with another key.',
  sign_in_is_from_before: 'Sign in anew, with the password: the sign-ins of this person were ended.',
  deadline: 'See whether the pool is slow or something between holds its answers back.',
  sec_fetch_site: 'Send the form from a page of this site.',
  origin:
    'Send the form from a page of this site. If it was, a proxy in front rewrites the host: compare BASE_URL with the address in the browser.',
};

/** What a reason means, in words; a word of the pool stands for itself where ours has none. */
export const explained = (reason: string | undefined): string | undefined =>
  reason === 'invalid_grant'
    ? 'the pool does not take this code or refresh token, or does not take it any more'
    : meaningOf(reason);

/** What to change, in words; `undefined` where nothing better is known than the reason itself. */
export const adviceFor = (reason: string | undefined): string | undefined =>
  hintFor(reason) ?? (reason !== undefined && Object.hasOwn(advice, reason) ? advice[reason] : undefined);
