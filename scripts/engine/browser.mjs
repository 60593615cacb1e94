// One browser, as far as the checks on an engine need one: cookies by host, forms, redirects by hand.
import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { text as textOf } from 'node:stream/consumers';

// Names of the composed network are published on this machine.
const lookup = (_name, { all }, answer) =>
  all === true ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4);

// The certificates are of authorities that exist for this check only.
const agent = new Agent({ rejectUnauthorized: false, keepAlive: true, lookup });
const plainAgent = new PlainAgent({ keepAlive: true, lookup });

const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&');

/** The first form of a page that is sent by POST: where to, and its hidden fields. */
const formOf = (page) => {
  const form = page.text.match(/<form[^>]*method="post"[^]*?<\/form>/i)?.[0] ?? '';
  const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value') ?? '',
  ]);
  return {
    action: new URL(attribute(form, 'action') ?? page.url, page.url).href,
    fields: Object.fromEntries(hidden),
  };
};

export const createBrowser = (site) => {
  const jar = new Map();

  const cookiesOf = (host) => {
    if (!jar.has(host)) jar.set(host, new Map());
    return jar.get(host);
  };

  const sendOnce = (url, form) =>
    new Promise((resolve, reject) => {
      const { protocol, host, origin } = new URL(url);
      const cookies = cookiesOf(host);
      const body = form === undefined ? undefined : new URLSearchParams(form).toString();
      const secure = protocol === 'https:';
      const call = (secure ? request : plainRequest)(url, {
        agent: secure ? agent : plainAgent,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          accept: 'text/html',
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body !== undefined && {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
            origin,
            'sec-fetch-site': 'same-origin',
          }),
        },
      });
      call.setTimeout(20_000, () => call.destroy(new Error(`${origin} does not answer`)));
      call.on('error', (error) => {
        error.isOfKeptConnection = call.reusedSocket;
        reject(error);
      });
      call.on('response', (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
          if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(name);
          else cookies.set(name, value);
        }
        const { location } = answer.headers;
        const known = { url, status: answer.statusCode, location: location && new URL(location, url).href };
        textOf(answer).then((text) => resolve({ ...known, text }), reject);
      });
      call.end(body);
    });

  /** One request, no redirect followed. */
  const send = async (url, { form } = {}) => {
    try {
      return await sendOnce(url, form);
    } catch (error) {
      // As browsers do: the other side may close a kept connection just when the next request is on its way.
      if (form !== undefined || error.isOfKeptConnection !== true) throw error;
      return { ...(await sendOnce(url)), isSecondTry: true };
    }
  };

  const followed = async (answer) => {
    let last = answer;
    for (let hops = 0; last.location !== undefined && hops < 12; hops += 1) last = await send(last.location);
    return last;
  };

  const expectAccount = ({ url, status, text }, email) => {
    if (status !== 200 || !url.startsWith(`${site}/account`) || !text.includes(email))
      throw new Error(`Signing in ended at ${url.split('?')[0]} with ${status}`);
  };

  const start = async () => followed(await send(`${site}/auth/sign-in?return_to=%2Faccount`));

  /** From the site to the pool and back to the account page, or an error that says where it ended. */
  const signIn = async (email) => {
    jar.clear();
    const { action, fields } = formOf(await start());
    const filled = { ...fields, username: email, password: 'Local-Pool-1' };
    expectAccount(await followed(await send(action, { form: filled })), email);
  };

  /** The same for somebody whom the site has forgotten and the pool has not: nobody asks for the password. */
  const comeBack = async (email) => {
    jar.delete(new URL(site).host);
    expectAccount(await start(), email);
  };

  /** Ends the session, and goes on to the pool's sign-out. */
  const signOut = async () => {
    const done = await followed(await send(`${site}/auth/sign-out`, { form: {} }));
    if (done.status !== 200)
      throw new Error(`Signing out ended at ${done.url.split('?')[0]} with ${done.status}`);
  };

  return { send, signIn, comeBack, signOut };
};
