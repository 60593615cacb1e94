/** What `GET /auth/session` says. */
export type Session =
  | { readonly signedIn: false }
  | {
      readonly signedIn: true;
      readonly user: {
        readonly sub: string;
        readonly name?: string;
        readonly email?: string;
        readonly groups: readonly string[];
      };
      readonly secondsLeft: number;
    };

export interface Order {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
}

/** The session is over, or there never was one: whoever hears it offers to sign in. */
export class SignedOutError extends Error {}

// #region backend
/** Who is signed in. It may be asked as often as one likes: it keeps no session alive. */
export const readSession = async (): Promise<Session> =>
  (await ask('/auth/session')).json() as Promise<Session>;

/** From the API, through our own server, which has the token. */
export const readOrders = async (): Promise<readonly Order[]> => {
  const { orders } = (await (await ask('/bff/orders')).json()) as { readonly orders: readonly Order[] };
  return orders;
};

/** Where somebody signs in and comes back to this page. */
export const signInUrl = (): string =>
  `/auth/sign-in?${new URLSearchParams({ return_to: location.pathname }).toString()}`;

const ask = async (path: string): Promise<Response> => {
  const answer = await fetch(path, { headers: { accept: 'application/json' } });
  if (answer.status === 401) throw new SignedOutError();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer;
};
// #endregion
