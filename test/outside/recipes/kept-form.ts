// #region keptform
import express from 'express';
import { createAuth, createMemoryStore, userOf, type AuthOptions } from '../../../src/auth/index.js';

// Names the form, and the fields that are kept: never a password or a code.
const form = { name: 'note', keeps: ['title', 'text'] };

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

export const createMyApp = (options: Omit<AuthOptions, 'store'>) => {
  const auth = createAuth({ ...options, store: createMemoryStore() });
  const app = express();
  const notes = new Map<string, Readonly<Record<string, string>>>();

  app.use(auth.session);
  app.use('/auth', auth.router);
  app.get('/signed-out', (_req, res) => void res.send('You are signed out'));

  app.get('/note', auth.requireSignIn(), (req, res) => {
    // What was typed before the sign-in, once; else what was saved.
    const typed = auth.takeDraft(req, form.name);
    const { title = '', text = '' } = typed ?? notes.get(userOf(req).id) ?? {};
    res.send(`
      <p>${typed === undefined ? '' : 'What you typed is back, and has not been sent.'}</p>
      <form method="post" action="/note">
        <input type="hidden" name="form_mark" value="${auth.formMark(req, form.name)}">
        <input name="title" value="${escaped(title)}">
        <textarea name="text">${escaped(text)}</textarea>
        <button>Save</button>
      </form>`);
  });

  app.post(
    '/note',
    // First: nothing that another site made a browser send is read, or kept.
    auth.requireSameOrigin(),
    // Then the body, because the guard takes what it keeps out of it.
    express.urlencoded({ extended: false, limit: '16kb' }),
    auth.requireSignIn({ returnTo: '/note', form }),
    (req, res) => {
      const { title, text } = req.body as Readonly<Record<string, unknown>>;
      notes.set(userOf(req).id, { title: String(title), text: String(text) });
      res.redirect(303, '/note');
    },
  );
  return app;
};
// #endregion
