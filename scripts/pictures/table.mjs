// Every picture in docs/images, one row each: where it is taken (`at`), who is signed in (`as`), what they do `before` they `open`
// the page, how they `act` on it, and what of it is kept: a part (`keep`), or the window. Whatever `without` names is left out.
// A picture that is drawn and not taken says by what (`madeBy`).
import { fillInSignIn } from './places.mjs';

const ada = 'ada@example.com';
const grace = 'grace@example.com';
const phone = { width: 360, height: 740 };
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

const press =
  (selector) =>
  ({ page }) =>
    page.click(selector);

const breakPool = async (page, origin, fault) => {
  await page.goto(origin);
  await page.evaluate(
    `fetch('/demo/pool', { method: 'POST', body: new URLSearchParams({ fault: '${fault}' }) })`,
  );
};

const signInWithWrongSecret = async ({ page, place: { origin, signIn } }) => {
  await breakPool(page, origin, 'wrong-client-secret');
  await signIn(page, ada);
  await breakPool(page, origin, 'none');
};

const comeBackForged = ({ page, place: { origin } }) =>
  page.goto(`${origin}/auth/callback?code=made-up&state=${'x'.repeat(43)}`);

const refreshTwiceAtOnce = ({ page }) =>
  page.evaluate(`Promise.all([1, 2].map(() => fetch('/inspector/refresh', { method: 'POST' })))`);

const stepUp = async ({ page, place: { origin, giveApp } }) => {
  const code = giveApp(ada);
  await page.goto(`${origin}/payments`);
  await page.fill('#code', code());
  await page.press('#code', 'Enter');
  await page.waitForURL(`${origin}/account`);
};

const mistypePassword = async ({ page }) => {
  await page.fill('#currentPassword', 'Local-Pool-1');
  await page.fill('#newPassword', 'too-simple');
  await page.fill('#repeatedPassword', 'too-simple');
  await page.click('main form.form button');
};

const showOrders = async ({ page, place: { origin } }) => {
  await page.click('a.button');
  await fillInSignIn(page, ada);
  await page.waitForURL(`${origin}/`);
  await page.click('text=Show my orders');
  await page.waitForSelector('text=A field guide to redirects');
};

const askTheApi = async ({ page }) => {
  await page.fill('input[name=username]', ada);
  await page.fill('input[name=password]', 'Local-Pool-1');
  await page.click('button[type=submit]');
  await page.click('text=Ask the API who I am');
  await page.waitForSelector('text=admins, staff');
};

// A passkey needs a name, and the pool's address is none.
const goOnAtLocalhost = async ({ page }) => {
  await page.click('text=Passkeys work at localhost only');
  await page.waitForURL(({ hostname }) => hostname === 'localhost');
};

const addPasskey = async ({ page }) => {
  await page.click('text=Add a passkey');
  await goOnAtLocalhost({ page });
};

const window = { width: 620, height: 720 };
const drawing = {
  open: '/inspector',
  size: { width: 820, height: 1000 },
  keep: 'section.story',
  without: '.story figure ~ *',
};

export const pictures = [
  {
    file: 'pages.png',
    at: 'demo',
    size: { width: 1280, height: 520 },
    beside: [
      { open: '/', size: window },
      { open: '/account', size: window },
      { as: ada, open: '/account', size: window },
    ],
  },
  { file: 'direct-entries.png', at: 'demo', open: '/', size: { width: 1140, height: 600 } },
  { file: 'account-aws.png', at: 'demo', as: ada, open: '/account/aws', keep: 'main' },

  { file: 'inspector/sign-in.png', at: 'demo', as: ada, open: '/inspector', keep: 'section.story' },
  {
    file: 'inspector/wrong-secret.png',
    at: 'demo',
    before: signInWithWrongSecret,
    open: '/inspector',
    keep: 'section.story',
  },
  { file: 'inspector/forged.png', at: 'demo', before: comeBackForged, ...drawing },
  { file: 'inspector/refresh-race.png', at: 'demo', as: ada, before: refreshTwiceAtOnce, ...drawing },
  { file: 'inspector/step-up.png', at: 'shop', as: ada, before: stepUp, ...drawing },

  { file: 'self-service/profile.png', at: 'demo', as: ada, open: '/account/profile', keep: 'main' },
  { file: 'self-service/security.png', at: 'demo', as: ada, open: '/account/security', keep: 'main' },
  {
    file: 'self-service/password.png',
    at: 'demo',
    as: ada,
    open: '/account/security/password',
    act: mistypePassword,
    keep: 'main',
  },
  {
    file: 'self-service/authenticator.png',
    at: 'demo',
    as: ada,
    open: '/account/security/authenticator',
    act: press('main form button'),
    keep: 'main',
  },
  {
    file: 'self-service/pool-sessions.png',
    at: 'demo',
    as: grace,
    before: ({ elsewhere }) => elsewhere(iPhone),
    open: '/account/sign-ins',
    keep: 'section[aria-labelledby=pool-sessions]',
  },

  {
    file: 'local-pool/passkey-sign-in.png',
    at: 'demo',
    open: '/account',
    act: goOnAtLocalhost,
    size: phone,
  },
  {
    file: 'local-pool/passkey-add.png',
    at: 'demo',
    as: ada,
    open: '/account/security',
    act: addPasskey,
    size: { width: 360, height: 440 },
  },

  { file: 'levels/refused.png', at: 'shop', as: grace, open: '/payments', keep: 'main' },
  {
    file: 'levels/code.png',
    at: 'shop',
    as: grace,
    before: ({ place }) => void place.giveApp(grace),
    open: '/payments',
    size: { width: 820, height: 470 },
  },

  { file: 'example-spa.png', at: 'spa', open: '/', act: showOrders, size: { width: 800, height: 420 } },
  {
    file: 'example-amplify.png',
    at: 'amplify',
    open: '/',
    act: askTheApi,
    size: { width: 800, height: 420 },
  },

  { file: 'where-the-time-goes.svg', madeBy: 'npm run bench:where' },
];
