import { fieldsOf, formIn } from './form.js';
import type { Answer, Http, Question } from './http.js';
import { callbackUrl } from './place.js';
import { NotAsked } from './not-asked.js';

/** A browser of the fewest parts: it keeps the cookies of one domain. */
export interface Visitor {
  send(url: string, question?: Question): Promise<Answer>;
  cookies(): Readonly<Record<string, string>>;
}

export const createVisitor = (http: Http): Visitor => {
  const jar = new Map<string, string>();
  return {
    send: async (url, question = {}) => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { ...question.headers, ...(cookie !== '' && { cookie }) };
      const answer = await http.send(url, { ...question, headers });
      for (const line of answer.headers.getSetCookie()) keep(jar, line);
      return answer;
    },
    cookies: () => Object.fromEntries(jar),
  };
};

const keep = (jar: Map<string, string>, line: string): void => {
  const [pair = '', ...attributes] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  const isOver = attributes.some((one) => /^\s*max-age=(?:0|-\d+)\s*$/iu.test(one));
  if (isOver || value === '') jar.delete(name);
  else jar.set(name, value);
};

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const mostSteps = 8;

/** By the forms of the hosted pages to the address at the callback. Throws `NotAsked` where they lead elsewhere. */
export const signInByForms = async (
  visitor: Visitor,
  authorizeUrl: string,
  { username, password }: Credentials,
): Promise<URL> => {
  let answer = await visitor.send(authorizeUrl);
  let hasSentPassword = false;
  for (let step = 0; step < mostSteps; step += 1) {
    if (answer.location !== '') {
      const next = new URL(answer.location, answer.url);
      if (next.href.startsWith(callbackUrl)) return next;
      answer = await visitor.send(next.href);
      continue;
    }
    const form = formIn(answer.text);
    if (form === undefined) throw new NotAsked(`A page of the sign-in has no form (HTTP ${answer.status}).`);
    if (hasSentPassword) throw new NotAsked('The sign-in by the form did not end at the callback.');
    hasSentPassword = form.fields.some(({ type }) => type === 'password');
    const fields = fieldsOf(form, { username, password });
    answer = await visitor.send(new URL(form.action || answer.url, answer.url).href, { form: fields });
  }
  throw new NotAsked(`The sign-in did not end at the callback within ${mostSteps} steps.`);
};
