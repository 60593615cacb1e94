// Signs somebody in at a server as a browser would, by way of the pool, and says how long the server took for each hop.
import { Agent, request } from 'node:http';

const email = 'grace@example.com';
const agent = new Agent({ keepAlive: true });

const send = (url, { method = 'GET', headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const outgoing = request(
      url,
      { method, headers: { ...headers, ...form }, agent, family: 4 },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk) => (text += chunk));
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode, headers: incoming.headers, text, url }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body?.toString());
  });

const createJar = () => {
  const cookies = new Map();
  return {
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    take: ({ headers }) => {
      for (const line of headers['set-cookie'] ?? []) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') cookies.delete(name);
        else cookies.set(name, value);
      }
    },
  };
};

/** The pool remembers this browser after the first sign-in, and asks no more; the server meets a new one each time. */
export const createBrowser = ({ name, peer, origin }) => {
  const poolJar = createJar();

  const signIn = async () => {
    const jar = createJar();
    const hops = { start: 0, callback: 0, page: 0 };
    let hop = 'start';

    const ask = async (url, { method, body } = {}) => {
      const isOwn = url.startsWith(`${origin}/`);
      const used = isOwn ? jar : poolJar;
      const began = performance.now();
      const headers = {
        accept: 'text/html',
        cookie: used.header(),
        ...(isOwn && method === 'POST' && { origin }),
      };
      const answer = await send(url, { method, body, headers });
      if (isOwn) hops[hop] += performance.now() - began;
      used.take(answer);
      return answer;
    };
    const follow = async (answer) => {
      const { location } = answer.headers;
      if (location === undefined) return answer;
      const url = new URL(location, answer.url).href;
      const isBack = url.startsWith(`${origin}${peer.callbackPath}?`);
      if (isBack) hop = 'callback';
      else if (hop === 'callback') hop = 'page';
      return follow(await ask(url));
    };
    const fromPool = async (answer) => {
      const csrf = /name="_csrf" value="([^"]*)"/.exec(answer.text)?.[1];
      if (csrf === undefined || answer.url.startsWith(`${origin}/`)) return answer;
      const body = new URLSearchParams({ _csrf: csrf, username: email, password: 'Local-Pool-1' });
      return follow(await ask(answer.url, { method: 'POST', body }));
    };

    const first = (await peer.start?.((path) => ask(`${origin}${path}`))) ?? { path: peer.startPath };
    const method = first.body === undefined ? 'GET' : 'POST';
    const began = await ask(`${origin}${first.path}`, { method, body: first.body });
    let page = await fromPool(await follow(began));
    hop = 'page';
    if (new URL(page.url).pathname !== peer.pagePath) page = await ask(`${origin}${peer.pagePath}`);
    if (page.status !== 200 || !page.text.includes(email))
      throw new Error(`${name}: could not sign in, ended with ${page.status} at ${page.url}`);
    return { hops, cookie: jar.header(), pageBytes: Buffer.byteLength(page.text) };
  };
  return { signIn };
};
