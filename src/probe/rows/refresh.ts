import type { Answer } from '../http.js';
import type { Row, Walk } from '../row.js';
import { codeFor, refresh, tokenRequest, tokensFor, tokensIn } from './grants.js';
import { bodyOf, claimsOf, refusalSeen } from './seen.js';

const members = (answer: Answer): readonly string[] => Object.keys(Object(bodyOf(answer)) as object).sort();
const reuse = 'The answer of this endpoint to a token that was rotated away.';

export const refreshRows: readonly Row[] = [
  {
    id: 'refresh/plain',
    observes: 'the members of a refresh where tokens are not rotated',
    restsOn: 'refresh',
    recorded: { status: 200, members: ['access_token', 'expires_in', 'id_token', 'token_type'] },
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'web');
      const answer = await refresh(walk, 'web', token);
      return { status: answer.status, members: members(answer) };
    },
  },
  {
    id: 'refresh/claims',
    observes: 'what of an ID token stays the same when it is refreshed',
    restsOn: 'refresh',
    unconfirmed: 'nonce and at_hash in refreshed ID tokens.',
    recorded: { sameAuthTime: true, sameOrigin: true, otherId: true },
    ask: async (walk) => {
      const first = await tokensFor(walk, 'web', { nonce: 'probe-nonce' });
      const before = claimsOf(first.id_token);
      const answer = await refresh(walk, 'web', first.refresh_token);
      const after = claimsOf(tokensIn(walk, answer).id_token);
      const isSame = (name: string): boolean => before[name] === after[name];
      return {
        sameAuthTime: isSame('auth_time'),
        sameOrigin: isSame('origin_jti'),
        otherId: !isSame('jti'),
        nonce: after['nonce'] ?? null,
        hasAccessTokenHash: 'at_hash' in after,
      };
    },
  },
  {
    id: 'refresh/no-token',
    observes: 'the answer where the refresh token is missing',
    restsOn: 'refresh',
    recorded: { status: 400, body: { error: 'invalid_request' } },
    ask: async (walk) => refusalSeen(await tokenRequest(walk, 'web', { grant_type: 'refresh_token' })),
  },
  {
    id: 'refresh/unknown',
    observes: 'the answer to a refresh token that nobody gave out',
    restsOn: 'refresh',
    recorded: { status: 400, body: { error: 'invalid_grant' } },
    ask: async (walk) => refusalSeen(await refresh(walk, 'web', 'eyJjdHkiOiJKV1QifQ.a.b.c.d')),
  },
  {
    id: 'refresh/of-another-client',
    observes: 'the answer to the refresh token of another client',
    restsOn: 'refresh',
    unconfirmed: 'Not documented.',
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'web');
      return refusalSeen(await refresh(walk, 'app', token));
    },
  },
  {
    id: 'refresh/form',
    observes: 'the form of a refresh token: its parts, and the names in its header',
    restsOn: 'rotation',
    unconfirmed: 'The header beyond its beginning.',
    recorded: { begins: 'eyJjd' },
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'web');
      return { begins: token.slice(0, 5), parts: token.split('.').length };
    },
  },
  {
    id: 'refresh/rotated',
    observes: 'the members of a refresh where tokens are rotated',
    restsOn: 'rotation',
    recorded: {
      status: 200,
      members: ['access_token', 'expires_in', 'id_token', 'refresh_token', 'token_type'],
      isAnother: true,
    },
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'rotating');
      const answer = await refresh(walk, 'rotating', token);
      const next = tokensIn(walk, answer).refresh_token;
      return { status: answer.status, members: members(answer), isAnother: next !== token };
    },
  },
  {
    id: 'refresh/rotated-origin',
    observes: 'whether rotation changes origin_jti',
    restsOn: 'rotation',
    unconfirmed: 'Not documented.',
    ask: async (walk) => {
      const first = await tokensFor(walk, 'rotating');
      const second = tokensIn(walk, await refresh(walk, 'rotating', first.refresh_token));
      const origins = [first, second].map((tokens) => claimsOf(tokens.access_token)['origin_jti']);
      return { isSame: origins[0] === origins[1] };
    },
  },
  {
    id: 'refresh/reused',
    observes: 'the answer to a refresh token that was rotated away, without a grace period',
    restsOn: 'rotation',
    unconfirmed: reuse,
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'rotating');
      tokensIn(walk, await refresh(walk, 'rotating', token));
      return refusalSeen(await refresh(walk, 'rotating', token));
    },
  },
  {
    id: 'refresh/reuse-revokes',
    observes: 'whether such a reuse ends the token that came in its place',
    restsOn: 'rotation',
    unconfirmed: reuse,
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'rotating');
      const next = tokensIn(walk, await refresh(walk, 'rotating', token)).refresh_token;
      await refresh(walk, 'rotating', token);
      return { status: (await refresh(walk, 'rotating', next)).status };
    },
  },
  {
    id: 'refresh/within-grace',
    observes: 'that a token works a second time within its grace period',
    restsOn: 'rotation',
    unconfirmed: 'Whether the second use gets the same new token.',
    recorded: { status: 200 },
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'lenient');
      const first = tokensIn(walk, await refresh(walk, 'lenient', token)).refresh_token;
      const answer = await refresh(walk, 'lenient', token);
      if (answer.status !== 200) return refusalSeen(answer);
      const second = tokensIn(walk, answer).refresh_token;
      return { status: 200, isSameToken: first === second, bothWork: await bothWork(walk, [first, second]) };
    },
  },
  {
    id: 'refresh/scope',
    observes: 'whether a refresh takes a narrower scope',
    restsOn: 'refresh',
    unconfirmed: 'Not documented as a parameter.',
    ask: async (walk) => {
      const { refresh_token: token } = await tokensFor(walk, 'web');
      const form = { grant_type: 'refresh_token', refresh_token: token, scope: 'openid' };
      const answer = await tokenRequest(walk, 'web', form);
      if (answer.status !== 200) return refusalSeen(answer);
      return { status: 200, scope: claimsOf(tokensIn(walk, answer).access_token)['scope'] };
    },
  },
  {
    id: 'refresh/two-sign-ins',
    observes: 'that two sign-ins of one person have two refresh tokens',
    restsOn: 'refresh',
    recorded: { areDifferent: true },
    ask: async (walk) => {
      const [one, two] = [await tokensFor(walk, 'web'), await tokensFor(walk, 'web')];
      return { areDifferent: one.refresh_token !== two.refresh_token };
    },
  },
  {
    id: 'refresh/code-as-token',
    observes: 'the answer to a code in place of a refresh token',
    restsOn: 'refresh',
    unconfirmed: 'Not documented.',
    ask: async (walk) => refusalSeen(await refresh(walk, 'web', await codeFor(walk, 'web'))),
  },
];

const bothWork = async (walk: Walk, tokens: readonly string[]): Promise<readonly number[]> => {
  const statuses: number[] = [];
  for (const token of tokens) statuses.push((await refresh(walk, 'lenient', token)).status);
  return statuses;
};
