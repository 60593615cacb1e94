import { afterEach, expect, jest, test } from '@jest/globals';
import { createBrowser } from '../../support/browser.js';
import { startHostApp, type HostApp } from './host-app.js';

const running: HostApp[] = [];

afterEach(async () => {
  jest.restoreAllMocks();
  for (const app of running.splice(0)) await app.close();
});

const startMountedAt = async (path: string): Promise<HostApp> => {
  const app = await startHostApp((express, auth) => {
    express.use(auth.session);
    express.use(path, auth.router);
  });
  running.push(app);
  return app;
};

test.each([
  ['/login', '/login/sign-in', 'is mounted at /login, but the option mountPath is /auth'],
  ['/login', '/login/callback', 'is mounted at /login'],
  ['/', '/sign-in', 'is mounted without a path'],
  ['/authentication', '/authentication/sign-in', 'is mounted at /authentication'],
])(
  'a router that is mounted at %s without mountPath says at %s what to set (F-L7)',
  async (path, address, said) => {
    const { origin } = await startMountedAt(path);
    const page = await createBrowser().send(`${origin}${address}`);
    expect([page.status, page.text]).toEqual([500, expect.stringContaining(said)]);
    expect(page.text).toContain(`app.use('/auth', auth.router)`);
  },
);

test('where guards send people into nothing, as the router is elsewhere, the process is warned, once (F-L7)', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
  const { origin } = await startMountedAt('/login');
  for (let times = 0; times < 3; times += 1)
    expect((await createBrowser().visit(`${origin}/account`)).status).toBe(404);
  const warnings = warn.mock.calls.map(([warning]) => String(warning));
  expect(warnings).toEqual([expect.stringContaining('Nothing answers at /auth/sign-in')]);
});

test.each(['/auth', '/AUTH', '/shop/auth'])(
  'a router that is mounted at %s is where it should be, whatever is in front of it (F-L7)',
  async (path) => {
    const warn = jest.spyOn(process, 'emitWarning').mockReturnValue();
    const { origin } = await startMountedAt(path);
    expect((await createBrowser().send(`${origin}${path}/sign-in`)).status).toBe(303);
    expect((await createBrowser().send(`${origin}/nowhere`)).status).toBe(404);
    expect(warn).not.toHaveBeenCalled();
  },
);
