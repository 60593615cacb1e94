import { callbackUrl } from '../place.js';
import type { Row, Walk } from '../row.js';
import { basic, tokenEndpoint } from './grants.js';
import { refusalSeen } from './seen.js';

/** With a code that nobody gave out: whoever is let in is told so. */
const askWithClient =
  (credentials: (walk: Walk) => { readonly form?: Record<string, string>; readonly header?: string }) =>
  async (walk: Walk): Promise<unknown> => {
    const { form = {}, header } = credentials(walk);
    return refusalSeen(
      await tokenEndpoint(walk, {
        form: { grant_type: 'authorization_code', code: 'unknown', redirect_uri: callbackUrl, ...form },
        headers: header === undefined ? {} : { authorization: header },
      }),
    );
  };

/** How app clients say who they are. */
export const tokenClientRows: readonly Row[] = [
  {
    id: 'token/wrong-secret',
    observes: 'the answer to a wrong secret by Basic',
    restsOn: 'token',
    unconfirmed: 'HTTP 400 was seen, a summary says 401.',
    recorded: { body: { error: 'invalid_client' } },
    ask: askWithClient(({ classic }) => ({ header: basic(classic.client('web').id, 'wrong') })),
  },
  {
    id: 'token/wrong-secret-in-body',
    observes: 'the answer to a wrong secret in the body',
    restsOn: 'token',
    recorded: { body: { error: 'invalid_client' } },
    ask: askWithClient(({ classic }) => ({
      form: { client_id: classic.client('web').id, client_secret: 'wrong' },
    })),
  },
  {
    id: 'token/secret-in-body',
    observes: 'that a right secret in the body will do: the code is what is refused',
    restsOn: 'client authentication',
    recorded: { status: 400, body: { error: 'invalid_grant' } },
    ask: askWithClient(({ classic }) => {
      const { id, secret } = classic.client('web');
      return { form: { client_id: id, client_secret: secret } };
    }),
  },
  {
    id: 'token/no-secret',
    observes: 'the answer to a client that does not send its secret',
    restsOn: 'token',
    recorded: { body: { error: 'invalid_client' } },
    ask: askWithClient(({ classic }) => ({ form: { client_id: classic.client('web').id } })),
  },
  {
    id: 'token/secret-of-none',
    observes: 'the answer to a secret of a client that has none',
    restsOn: 'client authentication',
    unconfirmed: 'Not documented.',
    ask: askWithClient(({ classic }) => ({ header: basic(classic.client('app').id, 'invented') })),
  },
  {
    id: 'token/unknown-client',
    observes: 'the answer to a client that is not there',
    restsOn: 'token',
    recorded: { body: { error: 'invalid_client' } },
    ask: askWithClient(() => ({ form: { client_id: 'unknownclient' } })),
  },
];
