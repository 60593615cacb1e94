import { describe, expect, test } from '@jest/globals';
import type { AuthEvent } from '../../../src/auth/index.js';
import { createSources } from '../../../src/inspector/sources.js';
import type { Exchange } from '../../../src/inspector/recording.js';
import { storiesOf } from '../../../src/inspector/stories.js';
import { storyView } from '../../../src/inspector/view.js';

/** A request that was answered after 5 ms, with what was told meanwhile. */
const request = (
  path: string,
  changes: Partial<Exchange> = {},
  ...events: readonly AuthEvent[]
): Exchange => ({
  id: path,
  method: 'GET',
  path,
  query: [],
  startedAtMs: 1_800_000_000_000 + (changes.beganMs ?? 0),
  beganMs: 0,
  answer: { status: 200, endedMs: (changes.beganMs ?? 0) + 5, cookies: [] },
  happenings: events.map((event) => ({ kind: 'event', event, beganMs: 1, durationMs: 0 })),
  ...changes,
});

const started = (more: { readonly isStepUp?: boolean; readonly isSilent?: true } = {}): AuthEvent => ({
  type: 'sign_in_started',
  isStepUp: false,
  ...more,
});
const ofSession = { session: 'abcdefgh', userId: 'user' };
const kindsOf = (...exchanges: readonly Exchange[]): readonly string[] =>
  storiesOf(exchanges).map(({ kind, exchanges }) => `${kind} ${exchanges.length}`);
const viewOf = (...exchanges: readonly Exchange[]) => {
  const stories = storiesOf(exchanges);
  const [newest] = stories;
  if (newest === undefined) throw new Error('no story');
  return storyView(newest, { basePath: '', sources: createSources(''), stories });
};

describe('requests become stories', () => {
  test('a page that wants a newer proof begins a step-up, one that asks without a word a silent sign-in', () => {
    expect(kindsOf(request('/account/security', {}, started({ isStepUp: true })))).toEqual(['step-up 1']);
    expect(kindsOf(request('/', {}, started({ isSilent: true })))).toEqual(['silent-sign-in 1']);
    expect(viewOf(request('/account/security', {}, started({ isStepUp: true }))).name).toContain('Step-up');
  });

  test('a callback belongs to the sign-in whose state it brings', () => {
    const state = [{ name: 'state', value: '#one' }];
    const answer = {
      status: 303,
      endedMs: 5,
      cookies: [],
      location: { address: 'https://pool', query: state },
    };
    const start = request('/auth/sign-in', { answer }, started());
    expect(kindsOf(start, request('/auth/callback', { beganMs: 9, query: state }))).toEqual(['sign-in 2']);
    expect(kindsOf(start, request('/auth/callback', { beganMs: 9, query: [] }))).toEqual([
      'sign-in 1',
      'sign-in 1',
    ]);
  });

  test('the signed-out page belongs to the sign-out of a moment ago, and says nothing by itself', () => {
    const out = request('/shop/auth/sign-out', { method: 'POST' });
    expect(kindsOf(out, request('/shop/signed-out', { beganMs: 900 }))).toEqual(['sign-out 2']);
    expect(kindsOf(out, request('/shop/signed-out', { beganMs: 3_600_000 }))).toEqual(['sign-out 1']);
    expect(kindsOf(request('/signed-out'))).toEqual([]);
  });

  test('a sign-in that did not come back is under way, and one of another site’s form has failed', () => {
    expect(viewOf(request('/auth/sign-in', {}, started())).ending).toBe('under way');
    const refused: AuthEvent = { type: 'cross_site_refused', reason: 'sec_fetch_site' };
    const view = viewOf(request('/auth/sign-out', { method: 'POST' }, refused));
    expect(view).toMatchObject({ ending: 'failed', failure: { code: 'cross_site', step: 1 } });
    expect(view.steps[0]?.checks[0]?.state).toBe('failed');
  });

  test('of twelve requests that wait for one refresh six are drawn, and all are counted', () => {
    const call = {
      kind: 'pool',
      endpoint: 'token',
      grant: 'refresh_token',
      method: 'POST',
      address: 'https://pool/oauth2/token',
      sent: [],
      status: 200,
      received: [],
      tokens: [],
      beganMs: 1,
      durationMs: 3,
    } as const;
    const others = Array.from({ length: 11 }, (_, index) =>
      request('/account', { id: `other ${index}`, beganMs: 1 + index / 100, sharedWith: 'first' }),
    );
    const view = viewOf(request('/account', { id: 'first', happenings: [call] }), ...others);
    expect(view.name).toBe('Refresh, for 12 requests');
    const asking = view.drawing.rows
      .map(({ label }) => label)
      .filter((label) => label.startsWith('Asks for a page'));
    expect(asking).toEqual(['A', 'B', 'C', 'D', 'E', 'F'].map((letter) => `Asks for a page (${letter})`));
  });

  test('a refresh of another process is told as waiting', () => {
    const view = viewOf(
      request('/account', {}, { type: 'refresh_waited', durationMs: 4, isElsewhere: true, ...ofSession }),
    );
    expect(view.name).toBe('Refresh');
    expect(view.steps.map(({ title }) => title)).toEqual([
      'Asks for a page',
      'Uses the tokens of the other',
      'Answers',
    ]);
  });
});
