import { readdirSync, readFileSync } from 'node:fs';
import type { Request, Response } from 'express';
import { describe, expect, test } from '@jest/globals';
import { AuthError } from '../../../src/auth/index.js';
import { createSources } from '../../../src/inspector/sources.js';
import { storiesOf } from '../../../src/inspector/stories.js';
import { storyEntry, storyView } from '../../../src/inspector/view.js';
import { accountLocals } from '../../../src/pages/account.js';
import { awsLocals } from '../../../src/pages/aws.js';
import type { PageLocals } from '../../../src/pages/page-locals.js';
import { momentAt } from '../../../src/pages/moments.js';
import type { FormField } from '../../../src/pages/self-service/fields.js';
import { qrCodeOf } from '../../../src/pages/self-service/qr-code.js';
import { problemOf } from '../../../src/pages/problems.js';
import { shownPoolSessions, type RelatedSession } from '../../../src/pages/pool-sessions.js';
import { shownSignIn } from '../../../src/pages/sign-ins.js';
import { createViews } from '../../../src/pages/views.js';
import { carry } from '../../../src/auth/sessions/session-of-request.js';
import { sampleSignIn } from '../../support/sample-session.js';
import { exchangeOf } from '../inspector/support/exchanges.js';

const folders = ['views/site', 'views/partials'];
const sources = folders.flatMap((folder) =>
  readdirSync(folder).map((file): [string, string] => [
    `${folder}/${file}`,
    readFileSync(`${folder}/${file}`, 'utf8'),
  ]),
);

describe('the sources of the templates', () => {
  test.each(sources)('%s writes nothing unescaped but other templates (N-01)', (_name, source) => {
    for (const [, raw = ''] of source.matchAll(/<%-(.*?)%>/gs)) {
      expect(raw.trim()).toMatch(
        /^(?:page\.(?:body|links)|page\.part\.rich\([\w.]+(?:\([\w., ]*\))?\)|page\.part(?:\.\w+|\['[\w-]+'\])\((?:[\w.]+|\{ \.\.\.\w+, part: page\.part, words: page\.words \})\))$/,
      );
    }
  });

  test.each(sources)(
    '%s quotes every attribute, and has no script or style within (N-02)',
    (_name, source) => {
      expect(source).not.toMatch(/=<%/);
      expect(source).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)/i);
    },
  );

  test.each(sources)('%s leads nowhere without the path prefix', (_name, source) => {
    for (const [, url = ''] of source.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
      expect(url).toMatch(/^(?:|#main|<%= page\.site\.basePath %>\/.*|<%= [\w. ?]+ %>)$/);
    }
  });
});

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>' {{7*7}} <%= 7*7 %>`;
const hostileSignIn = () => {
  const sample = sampleSignIn({ scopes: [hostile], userAgent: hostile, address: hostile });
  const user = {
    ...sample.user,
    id: hostile,
    issuer: hostile,
    username: hostile,
    email: hostile,
    name: hostile,
    groups: [hostile, 'admins'],
    identityProvider: hostile,
    attributes: { picture: 'javascript:alert(1)', website: hostile, [`custom:${hostile}`]: hostile },
  };
  return { ...sample, user };
};

/** Renders a page as somebody signed in would get it. */
const render = <Name extends keyof PageLocals>(name: Name, locals: PageLocals[Name]) => {
  const signIn = hostileSignIn();
  const headers: Record<string, unknown> = {};
  let html = '';
  const request = { session: { signIn }, headers: {} } as unknown as Request;
  carry(request, { view: request, owner: {}, isBlank: false });
  const response = {
    req: request,
    setHeader: (header: string, value: unknown) => void (headers[header] = value),
    end: (body: Buffer) => void (html = body.toString()),
  } as unknown as Response;
  createViews({
    basePath: '/app',
    signInUrl: '/app/auth/sign-in',
    knownPoolOrigin: () => undefined,
  }).render(response, name, locals);
  return { html, headers };
};

const nowMs = Date.now();
const account = { adminGroup: 'admins', poolIsCognito: true, idleMinutes: 60, outageGraceMinutes: 15, nowMs };
const listed = { ...hostileSignIn(), id: hostile, isThisOne: false, lastSeenAtMs: nowMs };
const hostileSession: RelatedSession = {
  id: hostile,
  kind: 'app',
  clientId: hostile,
  createdAtMs: nowMs,
  lastActiveAtMs: nowMs,
  device: hostile,
  address: hostile,
  place: hostile,
  cameThrough: hostile,
  isCurrent: false,
  isThisSite: false,
  isThisOne: false,
};
const pool = {
  poolIsCognito: false,
  pool: hostile,
  abilities: { revokesTokens: true, endsItsSession: true },
};
const signedOut = {
  isStillSignedIn: false,
  wasPoolReached: true,
  areAppsLeft: false,
  isAccountDeleted: false,
};
const recorded = storiesOf([exchangeOf(hostile)]);
const inspector = {
  title: hostile,
  stories: recorded.map((one) => storyEntry(one, '')),
  story: recorded.map((one) =>
    storyView(one, { basePath: '', sources: createSources(''), stories: recorded }),
  )[0],
  isSignedIn: true,
};
const inspectorSource = { title: hostile, file: hostile, lines: [hostile, ''] };
const demoFault = { name: hostile, label: hostile, about: hostile, isOn: false };
const form = { title: hostile, error: hostile };
const field: FormField = {
  name: hostile,
  label: hostile,
  type: 'text',
  value: hostile,
  hint: hostile,
  error: hostile,
  autocomplete: 'off',
};
const hostilePages: { [Name in keyof PageLocals]: PageLocals[Name] } = {
  'account': accountLocals(hostileSignIn(), account),
  'admin': { title: hostile, group: hostile, groups: [hostile] },
  'aws': awsLocals(
    {
      identityId: hostile,
      accessKeyId: hostile,
      fetchedAtMs: nowMs,
      endsAtMs: nowMs,
      roleArn: hostile,
      roles: [hostile, `${hostile}/role`],
      preferredRole: hostile,
    },
    { nowMs, basePath: '' },
  ),
  'home': {
    title: hostile,
    greeting: hostile,
    isAdmin: true,
    session: {
      started: momentAt(nowMs, nowMs),
      refreshed: momentAt(nowMs, nowMs),
      tokensEnd: momentAt(nowMs, nowMs),
      renewals: 2,
    },
    steps: [{ text: hostile, duration: hostile, href: hostile, file: hostile, fileHref: hostile }],
    reading: [{ file: hostile, about: hostile, href: hostile }],
    code: hostile,
    hasInspector: true,
    demoPool: { faults: [demoFault], current: demoFault, forbiddenUrl: hostile },
    signUpUrl: hostile,
    forgotPasswordUrl: hostile,
    providers: [{ label: hostile, signInUrl: hostile }],
    demoHints: undefined,
  },
  'inspector': inspector,
  'inspector-source': inspectorSource,
  'problem': {
    title: hostile,
    problem: problemOf(new AuthError('not_signed_in', { signInUrl: hostile })),
    neededGroup: hostile,
    requestId: hostile,
    canTryAgain: true,
  },
  'sign-ins': {
    title: hostile,
    signIns: [shownSignIn(listed, { nowMs, basePath: '' })],
    more: [shownSignIn(listed, { nowMs, basePath: '' })],
    poolSessions: shownPoolSessions([hostileSession], { nowMs, basePath: '' }),
    morePoolSessions: shownPoolSessions([{ ...hostileSession, kind: 'browser' }], { nowMs, basePath: '' }),
    outcome: 'ended',
    poolIsCognito: true,
    endsOtherApps: true,
  },
  'sign-out': { title: hostile, name: hostile, endsOtherApps: true, ...pool },
  'signed-out': { ...signedOut, title: hostile, wasPoolReached: false, ...pool },
  'profile': {
    ...form,
    mark: hostile,
    managedBy: undefined,
    outcome: { text: hostile, isGood: true },
    fields: { first: [field], more: [field] },
    isMoreOpen: true,
    shown: [{ label: hostile, value: hostile }],
    others: [{ label: hostile, value: hostile }],
    addresses: [{ label: hostile, path: 'email', value: hostile, isVerified: false }],
  },
  'profile-address': {
    ...form,
    mark: hostile,
    managedBy: undefined,
    outcome: { text: hostile, isGood: true },
    path: 'email',
    current: { label: hostile, path: 'email', value: hostile, isVerified: false },
    change: { to: hostile, destination: hostile, isTaken: true, canRestore: true },
    newAddress: field,
    code: field,
  },
  'security': {
    ...form,
    managedBy: undefined,
    outcome: { text: hostile, isGood: true },
    factors: [
      { method: 'app', label: hostile, about: hostile, isOn: true, isPreferred: false, needs: undefined },
    ],
    devices: [
      {
        key: hostile,
        name: hostile,
        address: hostile,
        isRemembered: false,
        lastSeen: momentAt(nowMs, nowMs),
      },
    ],
    passkeys: [{ id: hostile, name: hostile, created: momentAt(nowMs, nowMs) }],
    takesPasskeys: true,
    passkeyPage: hostile,
  },
  'change-password': { ...form, managedBy: undefined, username: hostile, rules: [hostile], fields: [field] },
  'authenticator': {
    ...form,
    setUp: { key: hostile, keyUri: hostile, groups: [hostile], qr: qrCodeOf(hostile), code: field },
  },
  'delete-account': { ...form, confirmation: hostile, field },
  'no-self-service': { title: hostile, why: 'refused', sentence: hostile },
};

describe('pages made of hostile values', () => {
  test.each(Object.keys(hostilePages) as (keyof PageLocals)[])('%s shows them as text (N-01)', (name) => {
    const { html } = render(name, hostilePages[name]);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&lt;%= 7*7 %&gt;');
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html).not.toMatch(/<img(?! src="\/app\/assets\/brand\/icon\.svg)/);
    expect(html).not.toMatch(/(?:href|src|action)="\s*(?:javascript|data):/i);
    expect(html).not.toContain('{{49}}');
  });

  test('a person’s name cannot close the tag that it stands in (N-02)', () => {
    const { html } = render('account', hostilePages['account']);
    for (const [tag] of html.matchAll(/<[^>]*>/g)) expect(tag).not.toMatch(/onerror|alert/);
  });

  test('the picture of a profile is never loaded (N-02)', () => {
    const { html } = render('account', hostilePages['account']);
    expect(html).toContain('<bdi>javascript:alert(1)</bdi>');
    expect(html.match(/<img\b/g)).toHaveLength(1);
  });

  test('a page is sent in one piece, with its length in bytes, and is not to be kept', () => {
    const { html, headers } = render('account', accountLocals(sampleSignIn(), account));
    expect(html).toContain('Ångström');
    expect(headers).toEqual({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(html),
    });
  });
});

test('a folder without a template says which one is missing', () => {
  const views = createViews({
    basePath: '',
    signInUrl: '/',
    directory: 'views',
    knownPoolOrigin: () => undefined,
  });
  expect(() =>
    views.render({ req: { headers: {} } } as unknown as Response, 'nonsense' as 'home', hostilePages['home']),
  ).toThrow('there is no template nonsense.ejs');
});

describe('what the page after a sign-out says was done, was done (F-D1):', () => {
  const pageOf = (abilities: PageLocals['signed-out']['abilities'], wasPoolReached = true): string =>
    render('signed-out', {
      ...signedOut,
      title: 'Signed out',
      wasPoolReached,
      poolIsCognito: false,
      pool: 'sign-in service',
      abilities,
    }).html;

  test.each([
    [true, true, true, true],
    [false, true, false, true],
    [true, false, true, false],
    [false, false, false, false],
  ])('revocation %p, sign-out page %p', (revokesTokens, endsItsSession, saysRevoked, saysForgotten) => {
    const html = pageOf({ revokesTokens, endsItsSession });
    expect(/was asked to revoke its tokens/.test(html)).toBe(saysRevoked);
    expect(/was asked to (?:revoke its tokens and to )?forget this browser/.test(html)).toBe(saysForgotten);
    expect(html.includes('may still remember this browser')).toBe(!saysForgotten);
    expect(html).not.toContain('user pool');
  });

  test('nothing is said of what is not known, or of a pool that was not reached', () => {
    expect(pageOf(undefined)).not.toContain('was asked');
    expect(pageOf({ revokesTokens: true, endsItsSession: true }, false)).not.toContain('was asked');
  });
});

test('the account page calls claims by the names that they have at this issuer (F-D14)', () => {
  const signIn = hostileSignIn();
  const elsewhere = render('account', accountLocals(signIn, { ...account, poolIsCognito: false })).html;
  const atCognito = render('account', accountLocals(signIn, account)).html;
  expect(atCognito).toMatch(/cognito:username[\s\S]*cognito:groups/);
  expect(elsewhere).not.toMatch(/cognito:(?:username|groups)|user pool/);
});
