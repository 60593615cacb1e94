import type { Request } from 'express';
import { describe, expect, test } from '@jest/globals';
import { createSealer } from '../../../src/auth/seal.js';
import { carry } from '../../../src/auth/sessions/session-of-request.js';
import { createDrafts, type Draft } from '../../../src/auth/sign-in/drafts.js';
import { startBareSite } from '../../support/bare-site.js';
import { openForAllTests } from '../../support/opened.js';
import { ada, signedIn } from '../../support/people.js';
import { sampleSignIn } from '../../support/sample-session.js';
import { testSecret } from '../../support/secret.js';

const hourMs = 3_600_000;
let nowMs = 1_764_000_000_000;
const sealer = createSealer([testSecret]);
const drafts = createDrafts({ settings: { now: () => nowMs, maxMs: 12 * hourMs }, sealer });
const signIn = sampleSignIn();
const person = { issuer: signIn.user.issuer, id: signIn.user.id };

const requestWith = (session: object, body?: unknown): Request => {
  const request = { session, body } as unknown as Request;
  carry(request, { view: request, owner: {}, isBlank: false });
  return request;
};
const marked = (fields: Readonly<Record<string, unknown>>, form = 'profile'): Request =>
  requestWith({}, { form_mark: drafts.mark(requestWith({ signIn }), form), ...fields });
const profile = { name: 'profile', keeps: ['name', 'nickname'] };

describe('a draft', () => {
  test('has the fields that the form names, and is of whom the form was shown to', () => {
    const draft = drafts.of(marked({ name: 'Ada', password: 'secret', nickname: ['x'] }), profile);
    expect(draft).toEqual({
      issuer: person.issuer,
      sub: person.id,
      form: 'profile',
      fields: { name: 'Ada' },
      keptAtMs: nowMs,
    });
  });

  test.each([
    ['another form', marked({ name: 'x' }, 'other')],
    ['a form that nobody was shown', requestWith({}, { form_mark: drafts.mark(requestWith({}), 'profile') })],
    ['no body', requestWith({})],
    ['a list of marks', requestWith({}, { form_mark: ['x'] })],
    ['what was sealed for another purpose', requestWith({}, { form_mark: sealer.seal('{}', 'session') })],
    ['more than a cookie bears', marked({ name: 'é'.repeat(800) })],
  ])('is not made of %s', (_what, request) => {
    expect(drafts.of(request, profile)).toBeUndefined();
  });

  test('has as many bytes as a cookie bears, and not one more', () => {
    const of = (length: number): Draft | undefined =>
      drafts.of(marked({ name: 'a'.repeat(length) }), profile);
    const around = Buffer.byteLength(JSON.stringify(of(0)));
    expect(of(1500 - around)?.fields['name']).toHaveLength(1500 - around);
    expect(of(1501 - around)).toBeUndefined();
  });

  test('is not made of a form that was open for longer than a session lasts', () => {
    const request = marked({ name: 'Ada' });
    nowMs += 12 * hourMs;
    expect(drafts.of(request, profile)).toBeUndefined();
  });

  test.each([
    ['issuer', { issuer: 'https://other.example' }],
    ['sub', { sub: 'somebody-else' }],
  ])('of another %s reaches no session, and is taken out of none', (_what, other) => {
    const draft = { ...drafts.of(marked({ name: 'Ada' }), profile), ...other } as Draft;
    const request = requestWith({ signIn });
    drafts.handOver(request, draft, person);
    expect(request.session.formDraft).toBeUndefined();
    expect(drafts.take(requestWith({ signIn, formDraft: draft }), 'profile')).toBeUndefined();
  });

  test('stays where another page looks for one of its own, and goes with the first that takes it', () => {
    const request = requestWith({ signIn });
    drafts.handOver(request, drafts.of(marked({ name: 'Ada' }), profile), person);
    expect(drafts.take(request, 'other')).toBeUndefined();
    expect(drafts.take(request, 'profile')).toEqual({ name: 'Ada' });
    expect(drafts.take(request, 'profile')).toBeUndefined();
  });

  test('waits for ten minutes', () => {
    const takenAfter = (ms: number): unknown => {
      const request = requestWith({ signIn });
      drafts.handOver(request, drafts.of(marked({ name: 'Ada' }), profile), person);
      nowMs += ms;
      return drafts.take(request, 'profile');
    };
    expect(takenAfter(10 * 60_000 - 1)).toEqual({ name: 'Ada' });
    expect(takenAfter(10 * 60_000)).toBeUndefined();
  });

  test('is nothing for nobody: no mark is made, and none is found by whoever has signed out', () => {
    expect(drafts.mark(requestWith({}), 'profile')).toBe('');
    const formDraft = drafts.of(marked({ name: 'Ada' }), profile);
    expect(drafts.take(requestWith({ formDraft }), 'profile')).toBeUndefined();
    const signedOut = { session: null } as unknown as Request;
    carry(signedOut, { view: signedOut, owner: {}, isBlank: false });
    expect(drafts.take(signedOut, 'profile')).toBeUndefined();
  });
});

describe('on the way through a sign-in', () => {
  const site = openForAllTests(() =>
    startBareSite({
      routes: (app, auth) => {
        app.get('/form', auth.requireSignIn(), (req, res) =>
          res.send(JSON.stringify({ typed: auth.takeDraft(req, 'form'), mark: auth.formMark(req, 'form') })),
        );
        app.post(
          '/form',
          auth.requireSameOrigin(),
          (req, _res, next) => {
            // As a body parser leaves it.
            const chunks: Buffer[] = [];
            req.on('data', (chunk: Buffer) => chunks.push(chunk));
            req.on('end', () => {
              req.body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
              next();
            });
          },
          auth.requireSignIn({ returnTo: '/form', form: { name: 'form', keeps: ['text'] } }),
          (_req, res) => res.send('done'),
        );
      },
    }),
  );
  const at = (path: string): string => `${site.origin}${path}`;

  test('a browser has one draft: the newer one, whichever sign-in is finished', async () => {
    const browser = await signedIn(site);
    const { mark } = (await browser.visit(at('/form'))).json();
    site.advance(2 * hourMs);
    const first = await browser.post(at('/form'), { form_mark: String(mark), text: 'first' });
    await browser.post(at('/form'), { form_mark: String(mark), text: 'second' });
    const login = await browser.visit(first.location);
    expect((await browser.submit(login, ada)).json()['typed']).toBeUndefined();
  });

  test('it also comes back where every sign-in of the person was ended, and the pool is asked anew', async () => {
    const browser = await signedIn(site);
    const { mark } = (await browser.visit(at('/form'))).json();
    site.advance(60_000);
    await site.auth.endSignInsOf('everybody');
    const asked = await browser.post(at('/form'), { form_mark: String(mark), text: 'kept' });
    const login = await browser.visit(asked.location);
    expect(new URL(login.url).pathname).toBe('/login');
    expect((await browser.submit(login, ada)).json()['typed']).toEqual({ text: 'kept' });
  });
});
