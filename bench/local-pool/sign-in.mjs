// Signs a person in at the pool as a browser and a relying party would, over HTTP: the form, the code, the token endpoint.
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** One request. `body` is a form, or text with its own content type. Resolves with status, headers and text. */
export const send = (url, { method = 'GET', headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const isForm = body instanceof URLSearchParams;
    const form = isForm ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    const outgoing = request(url, { method, headers: { ...headers, ...form }, agent }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => (text += chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode, headers: incoming.headers, text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body?.toString());
  });

export const basic = ({ id, secret }) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

export const cookiesOf = ({ headers }) =>
  (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');

export const signIn = async (pool, email) => {
  const redirectUri = 'http://localhost:3000/auth/callback';
  const query = new URLSearchParams({
    client_id: pool.client.id,
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: redirectUri,
  });
  const page = await send(`${pool.domain}/login?${query}`);
  const csrf = /name="_csrf" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const answer = await send(`${pool.domain}/login?${query}`, {
    method: 'POST',
    headers: { cookie: cookiesOf(page) },
    body: new URLSearchParams({ _csrf: csrf, username: email, password: 'Local-Pool-1' }),
  });
  const code = new URL(answer.headers.location ?? 'none:', pool.domain).searchParams.get('code');
  if (code === null)
    throw new Error(
      `No code for ${email}: ${answer.status} ${answer.headers.location ?? answer.text.slice(0, 200)}`,
    );
  const tokens = await send(`${pool.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: basic(pool.client) },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
  });
  return { refreshToken: JSON.parse(tokens.text).refresh_token, cookies: cookiesOf(answer) };
};

export const signOut = async (pool, { refreshToken, cookies }) => {
  await send(`${pool.domain}/oauth2/revoke`, {
    method: 'POST',
    headers: { authorization: basic(pool.client) },
    body: new URLSearchParams({ token: refreshToken }),
  });
  const query = new URLSearchParams({
    client_id: pool.client.id,
    logout_uri: 'http://localhost:3000/signed-out',
  });
  const { status } = await send(`${pool.domain}/logout?${query}`, { headers: { cookie: cookies } });
  if (status !== 302) throw new Error(`Sign-out answered ${status}`);
};
