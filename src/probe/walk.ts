import { randomBytes } from 'node:crypto';
import { checkAccess, makePlace, type Making } from './make.js';
import { callbackUrl, person, signedOutUrl, unregisteredUrl } from './place.js';
import { createReducer, type Reducer } from './reduce.js';
import type { Removal } from './removal.js';
import { NotAsked } from './not-asked.js';
import type { Row, Seen, Walk } from './row.js';
import type { Json } from './sdk.js';
import type { Target } from './target.js';
import { createVisitor, signInByForms, type Visitor } from './visitor.js';

export type Outcome = { readonly seen: Seen } | { readonly notAsked: string };
export type Outcomes = ReadonlyMap<string, Outcome>;

export interface WalkOptions {
  readonly rows: readonly Row[];
  readonly target: Target;
  readonly removal: Removal;
  readonly mark: string;
  readonly say: (line: string) => void;
}

/** Makes what it needs, asks every row in turn, and leaves the removing to the caller. Throws `NotAsked` where nothing could be made. */
export const walkRows = async ({ rows, target, removal, mark, say }: WalkOptions): Promise<Outcomes> => {
  const reducer = createReducer();
  const password = `Aa1-${randomBytes(18).toString('base64url')}`;
  for (const [name, value] of [
    ['CALLBACK', callbackUrl],
    ['SIGNED_OUT', signedOutUrl],
    ['UNREGISTERED', unregisteredUrl],
    ['PASSWORD', password],
    ['MARK', mark],
  ] as const)
    reducer.know(name, value);
  const making: Making = { target, removal, reducer, mark, password };
  await checkAccess(target);
  say(`${target.title}: making two user pools, ${mark}-classic and ${mark}-managed`);
  const walk = createWalk(target, {
    classic: await makePlace(making, 1),
    managed: await makePlace(making, 2),
    password,
    know: reducer.know,
  });
  const outcomes = new Map<string, Outcome>();
  for (const row of rows) {
    target.signal.throwIfAborted();
    outcomes.set(row.id, await outcomeOf(row, { walk, reducer, target }));
  }
  say(`${target.title}: ${rows.length} rows asked`);
  return outcomes;
};

const outcomeOf = async (
  row: Row,
  { walk, reducer, target }: { readonly walk: Walk; readonly reducer: Reducer; readonly target: Target },
): Promise<Outcome> => {
  try {
    return { seen: reducer.value(await row.ask(walk)) as Seen };
  } catch (error) {
    target.signal.throwIfAborted();
    // Only our own sentences are fit to be shown.
    if (error instanceof NotAsked) return { notAsked: reducer.text(error.message) };
    return {
      notAsked: `The answer could not be read (${error instanceof Error ? error.name : 'no error'}).`,
    };
  }
};

type Given = Pick<Walk, 'classic' | 'managed' | 'password' | 'know'>;

const createWalk = ({ api, http, admin }: Target, given: Given): Walk => {
  let signedIn: Promise<Visitor> | undefined;

  const authorizeUrl: Walk['authorizeUrl'] = (client, changes = {}, place = given.classic) => {
    const parameters = {
      response_type: 'code',
      client_id: place.client(client).id,
      redirect_uri: callbackUrl,
      scope: 'openid email profile',
      state: 'probe-state',
      ...changes,
    };
    const present = Object.entries(parameters).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    return `${place.domain}/oauth2/authorize?${new URLSearchParams(present).toString()}`;
  };

  const signIn = async (): Promise<Visitor> => {
    const visitor = createVisitor(http);
    const { password } = given;
    await signInByForms(visitor, authorizeUrl('web'), { username: person, password });
    return visitor;
  };

  const post: Walk['post'] = (headers, body) => http.send(`${api}/`, { method: 'POST', headers, body });

  return {
    ...given,
    http,
    admin,
    post,
    authorizeUrl,
    call: async (operation, input) => {
      const answer = await post(
        {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        },
        JSON.stringify(input),
      );
      const body = jsonOf(answer.text);
      const { __type: type = '', message = body['Message'] ?? '' } = body;
      return {
        status: answer.status,
        error: String(type).replace(/^.*#/u, ''),
        message: String(message),
        body: answer.status === 200 ? body : {},
      };
    },
    signedIn: () => (signedIn ??= signIn()),
  };
};

const jsonOf = (text: string): Json => {
  try {
    return Object(JSON.parse(text === '' ? '{}' : text)) as Json;
  } catch {
    return {};
  }
};
