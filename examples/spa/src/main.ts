import { readOrders, readSession, signInUrl, SignedOutError, type Order, type Session } from './backend.js';
import { el } from './elements.js';

const show = (...parts: readonly (Node | string)[]): void =>
  document.querySelector('#app')?.replaceChildren(...parts);

const signedOutPage = (said: string): readonly Node[] => [
  el('h1', {}, 'Orders'),
  el('p', {}, said),
  el('p', {}, el('a', { class: 'button', href: signInUrl() }, 'Sign in')),
];

const minutes = (seconds: number): string => `${Math.max(1, Math.round(seconds / 60))} min`;

const signedInPage = ({ user, secondsLeft }: Extract<Session, { signedIn: true }>): readonly Node[] => {
  const orders = el('section', { 'aria-label': 'Orders' });
  const load = el('button', { type: 'button' }, 'Show my orders');
  load.addEventListener('click', () => void showOrders(orders));
  return [
    el('h1', {}, 'Orders'),
    el('p', {}, 'Signed in as ', el('strong', {}, user.name ?? user.email ?? user.sub), '.'),
    el('p', { id: 'left' }, leftText(secondsLeft)),
    load,
    orders,
    // A form and no link: signing out changes something, and the browser has to go to the pool with it.
    el('form', { method: 'post', action: '/auth/sign-out' }, el('button', { class: 'quiet' }, 'Sign out')),
  ];
};

const leftText = (secondsLeft: number): string =>
  `The session ends in ${minutes(secondsLeft)} unless you use it.`;

const orderRows = (list: readonly Order[]): Node =>
  el('ul', {}, ...list.map(({ id, item, quantity }) => el('li', {}, `${quantity} × ${item} (${id})`)));

const showOrders = async (place: HTMLElement): Promise<void> => {
  try {
    place.replaceChildren(orderRows(await readOrders()));
    await tellTimeLeft();
  } catch (error) {
    if (error instanceof SignedOutError) return show(...signedOutPage('Your session has ended.'));
    place.replaceChildren(
      el('p', { role: 'alert' }, 'The orders cannot be had just now. Try again in a moment.'),
    );
  }
};

const showSession = async (): Promise<void> => {
  const problem = new URLSearchParams(location.search).get('problem');
  try {
    const session = await readSession();
    if (session.signedIn) return show(...signedInPage(session));
    show(
      ...signedOutPage(
        problem === null ? 'Sign in to see your orders.' : 'That sign-in did not work. Try again.',
      ),
    );
  } catch {
    show(
      el('h1', {}, 'Orders'),
      el('p', { role: 'alert' }, 'This site cannot be reached. Reload in a moment.'),
    );
  }
};

/** Says how long the session has, and notices when it is over: here, in another tab, or because somebody ended it. */
const tellTimeLeft = async (): Promise<void> => {
  const place = document.querySelector('#left');
  const session = await readSession().catch(() => undefined);
  if (place === null || session === undefined) return;
  if (!session.signedIn) return show(...signedOutPage('Your session has ended.'));
  place.textContent = leftText(session.secondsLeft);
};

setInterval(() => void tellTimeLeft(), 60_000);
addEventListener('focus', () => void tellTimeLeft());
// The Back button may show this page as it was before somebody signed out.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
await showSession();
