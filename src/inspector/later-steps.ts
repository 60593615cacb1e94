import * as rules from './rules.js';
import { at, type StepKind } from './step-kinds.js';
import { refreshedTokenChecks } from './token-checks.js';

/** The steps of a refresh, and of waiting for one. */
export const refreshSteps = {
  'page': {
    from: 'browser',
    to: 'site',
    title: 'Asks for a page',
    why: 'The browser sends its session cookie and knows nothing of tokens. Before the page is shown, its guard sees whether the tokens hold for a minute more.',
    checks: [],
    where: [at('guards/guards.ts', 'createGuards'), at('refresh/access.ts', 'current')],
  },
  'read-session': {
    from: 'site',
    to: 'store',
    title: 'Reads the session',
    why: 'One small record: who it is, and when the tokens end. No token is read for a page whose tokens hold.',
    checks: [],
    where: [at('sessions/sessions.ts', 'read'), at('refresh/freshness.ts', 'freshnessOf')],
  },
  'lease': {
    from: 'site',
    to: 'store',
    title: 'Takes the right to refresh',
    why: 'Of all processes one refreshes, because with rotation a refresh token that is used twice counts as stolen. Who does not get the right waits, and uses what the other one got.',
    checks: [{ text: 'nobody else refreshes this session just now', rule: rules.security('4.14') }],
    read: [rules.security('4.14')],
    where: [at('refresh/lease.ts', 'underLease')],
  },
  'read-tokens': {
    from: 'site',
    to: 'store',
    title: 'Reads the tokens',
    why: 'As they are now: somebody else may have been faster.',
    checks: [],
    where: [at('refresh/refresher.ts', 'refreshIfDue')],
  },
  'refresh': {
    from: 'site',
    to: 'token',
    title: 'Asks for new tokens',
    why: 'The refresh token is the one thing that is worth more than an hour. The pool may give a new one along with the new tokens (rotation): then the old one is good no more.',
    checks: [
      {
        text: 'the pool knows the app client and its secret, and allows it to refresh',
        rule: rules.oauth('5.2'),
        reasons: ['client_refused', 'client_refused_without_secret', 'grant_not_allowed'],
      },
      {
        text: 'the refresh token is good: not revoked, not over, not used before where the pool rotates',
        rule: rules.oauth('6'),
        reasons: ['invalid_grant', 'refresh_token_refused'],
      },
    ],
    read: [rules.oauth('6'), rules.cognitoRefresh],
    where: [at('refresh/refresh-session.ts', 'askPool'), at('pool/pool.ts', 'refresh')],
  },
  'verify-refreshed': {
    from: 'site',
    to: 'site',
    title: 'Verifies the new tokens',
    why: 'As at the sign-in, and held against it: a refresh may not make somebody else of the person.',
    checks: refreshedTokenChecks,
    read: [rules.core('RefreshTokenResponse')],
    where: [at('tokens/token-set.ts', 'verifyRefreshedTokens'), at('tokens/token-set.ts', 'isSameSignIn')],
  },
  'write-tokens': {
    from: 'site',
    to: 'store',
    title: 'Writes the new tokens',
    why: 'Only over the version that was read, so that a slow process cannot put old tokens over newer ones. The version counts the refreshes.',
    checks: [{ text: 'nobody else has written meanwhile', reasons: ['superseded'] }],
    where: [at('refresh/token-keeper.ts', 'save')],
  },
  'wait': {
    from: 'site',
    to: 'site',
    title: 'Uses the tokens of the other',
    why: 'This request came with the same old tokens while another one, here or in another process, was already asking for new ones. It makes no call of its own and goes on with what that one got: one refresh, however many ask.',
    checks: [],
    where: [at('refresh/refresher.ts', 'fresh')],
  },
  'page-answer': {
    from: 'site',
    to: 'browser',
    title: 'Answers',
    why: 'The browser does not notice: its cookie is the same as before.',
    checks: [],
    where: [at('guards/guards.ts', 'guard')],
  },
} as const satisfies Readonly<Record<string, StepKind>>;

/** The steps of a sign-out. */
export const signOutSteps = {
  'ask-out': {
    from: 'browser',
    to: 'site',
    title: 'Asks to sign out',
    why: 'A form of this site, sent by POST: a link or a picture of another site must not sign anybody out.',
    checks: [
      {
        text: 'a page of this site sent it (Sec-Fetch-Site, Origin)',
        rule: rules.security('4.7'),
        reasons: ['no_origin', 'sec_fetch_site', 'origin'],
      },
    ],
    where: [at('guards/same-origin.ts', 'refuseCrossSite'), at('sign-in/sign-out.ts', 'here')],
  },
  'mark-ended': {
    from: 'site',
    to: 'store',
    title: 'Remembers the end',
    why: 'For 24 hours no sign-in from before is taken back from the pool’s memory: who ended all sign-ins meant it.',
    checks: [],
    where: [at('sign-in/ended-sign-ins.ts', 'createEndedSignIns')],
  },
  'end': {
    from: 'site',
    to: 'store',
    title: 'Ends the session',
    why: 'First of all, and with its tokens: whatever fails from now on, nobody is told that they are signed out who is not.',
    checks: [],
    where: [at('pool/revoker.ts', 'endSession'), at('sessions/sessions.ts', 'close')],
  },
  'end-former': {
    from: 'site',
    to: 'store',
    title: 'Ends the session before it',
    why: 'The new session has taken the place of the one that this browser had. Its id is worth nothing from now on, and neither are its tokens.',
    checks: [],
    where: [at('sessions/sessions.ts', 'takeThePlace'), at('pool/revoker.ts', 'endSession')],
  },
  'revoke': {
    from: 'site',
    to: 'token',
    title: 'Revokes the refresh token',
    why: 'The pool forgets the refresh token. Access tokens that were handed out live to their own end, within the hour.',
    checks: [{ text: 'the pool takes the revocation', rule: rules.revocation('2.1') }],
    read: [rules.revocation('2.1'), rules.cognitoRevoke],
    where: [at('pool/revoker.ts', 'revoke'), at('pool/pool.ts', 'revoke')],
  },
  'send-out': {
    from: 'site',
    to: 'browser',
    title: 'Redirects to the pool’s sign-out',
    why: 'The pool has a cookie of its own and would let the browser in again without a word. Only its own page can end that.',
    checks: [],
    where: [at('sign-in/sign-out.ts', 'leaveToPoolSignOut'), at('pool/pool.ts', 'signOutUrl')],
  },
  'hosted-logout': {
    from: 'browser',
    to: 'hosted-ui',
    title: 'The pool forgets the browser',
    why: 'The hosted UI drops its cookie and sends the browser back to the signed-out page, if that address is registered as a sign-out URL.',
    checks: [{ text: 'the sign-out URL is registered', rule: rules.cognitoLogout }],
    read: [rules.cognitoLogout],
    where: [],
  },
  'signed-out': {
    from: 'browser',
    to: 'site',
    title: 'Is back, signed out',
    why: 'The page says what has ended and what lives on for a while.',
    checks: [],
    where: [at('sign-in/go-on.ts', 'goOnAtSignedOut')],
  },
} as const satisfies Readonly<Record<string, StepKind>>;
