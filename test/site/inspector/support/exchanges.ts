import type { Exchange } from '../../../../src/inspector/recording.js';

/** A recorded request that failed, each of whose texts is `text`. */
export const exchangeOf = (text: string): Exchange => ({
  id: '1',
  method: text,
  path: '/auth/callback',
  query: [{ name: text, value: text, note: text }],
  startedAtMs: Date.now(),
  beganMs: 0,
  answer: {
    status: 500,
    endedMs: 9,
    location: { address: text, query: [{ name: text, value: text }] },
    cookies: [{ name: text, isCleared: false }],
  },
  happenings: [
    {
      kind: 'pool',
      endpoint: 'token',
      grant: 'authorization_code',
      method: text,
      address: text,
      sent: [{ name: text, value: text }],
      status: 200,
      received: [{ name: text, value: text }],
      tokens: [
        {
          kind: 'id',
          fingerprint: text,
          isReadable: true,
          header: [{ name: text, value: text, use: text, rule: { label: text, href: text } }],
          claims: [{ name: text, value: text }],
        },
      ],
      refreshToken: text,
      beganMs: 1,
      durationMs: 2,
    },
    {
      kind: 'store',
      call: 'create',
      said: text,
      isFailed: false,
      session: text,
      version: 1,
      refreshToken: text,
      beganMs: 4,
      durationMs: 1,
    },
    {
      kind: 'event',
      event: { type: 'sign_in_failed', code: 'unexpected', poolError: text, hint: text, address: text },
      beganMs: 8,
      durationMs: 0,
    },
  ],
});
