export const what = 'bare Express: no session, no sign-in, a page of the same length as ours';
export const pagePath = '/account';
export const guardPath = '/guarded';

export const serve = async ({ pageBytes }) => {
  const { default: express } = await import('express');
  const { createPage } = await import('../support/filler.mjs');
  const page = createPage(pageBytes)('grace@example.com');
  const app = express();
  app.get(pagePath, (req, res) => res.send(page));
  app.get(guardPath, (req, res) => res.redirect('/auth/sign-in?return_to=%2Faccount'));
  app.get('/api/me', (req, res) =>
    res.json({ sub: 'somebody', username: 'somebody', clientId: 'client', scopes: ['openid'], groups: [] }),
  );
  app.get('/', (req, res) => res.send('ready'));
  return { app };
};
