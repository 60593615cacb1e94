// #region trial
// node try-sign-in.js http://localhost:3000/account: signs in at the local pool as a browser does, and prints the page it ends at.
const person = { username: 'ada@example.com', password: 'Local-Pool-1' };
const cookies = new Map();

// One request, with the cookies of its host; what the answer sets is kept.
const send = async (url, form) => {
  const { host } = new URL(url);
  const kept = cookies.get(host) ?? new Map();
  cookies.set(host, kept);
  const cookie = [...kept].map((pair) => pair.join('=')).join('; ');
  const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const answer = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html', cookie }, ...body });
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    kept.set(name, value);
  }
  return { url, status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
};

const follow = async (answer) => {
  if (answer.location === null) return answer;
  const url = new URL(answer.location, answer.url).href;
  console.log(answer.status, url.replace(/\?.*/, '?…'));
  return follow(await send(url));
};

const valueOf = (tag, name) =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1].replaceAll('&#38;', '&').replaceAll('&amp;', '&');

// Hidden fields go back as they came.
const fillIn = (page) => {
  const [form] = /<form[\s\S]*?<\/form>/.exec(page.text) ?? [''];
  const hidden = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)];
  const fields = Object.fromEntries(hidden.map(([tag]) => [valueOf(tag, 'name'), valueOf(tag, 'value')]));
  return send(new URL(valueOf(form, 'action') ?? page.url, page.url).href, { ...fields, ...person });
};

const signInPage = await follow(await send(process.argv[2]));
const end = await follow(await fillIn(signInPage));
console.log(end.status, end.url, end.text);
// #endregion
