// A page knows when its session ends, asks only then and when it comes back into view, and offers to sign in again.
const offer = document.querySelector('.session-ended');

// Browsers may bring a page back as it was, by the Back button and whatever `no-store` says: also one of somebody who has
// signed out since. So what comes back out of that cache is hidden and asked for again.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  document.documentElement.hidden = true;
  location.reload();
});

// Longer waits than this end at once.
const longestWaitMs = 2 ** 31 - 1;
const retryMs = 60_000;
let timer;

const askIn = (ms) => {
  clearTimeout(timer);
  timer = setTimeout(() => void askForStatus(), Math.min(ms, longestWaitMs));
};

const askForStatus = async () => {
  try {
    const answer = await fetch(offer.dataset.status, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const { signedIn, user, secondsLeft } = await answer.json();
    const isSame = signedIn && user.sub === offer.querySelector('data').textContent;
    show(isSame ? undefined : signedIn ? 'other' : 'ended');
    if (isSame) askIn((secondsLeft + 1) * 1000);
  } catch {
    // No answer says nothing about the session.
    askIn(retryMs);
  }
};

const show = (what) => {
  for (const part of offer.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== what;
};

// What was typed into a form that the site keeps goes through the sign-in with the person, and comes back filled.
const keptForm = () =>
  [...document.querySelectorAll('main form')].find((form) => form.elements.form_mark && isEdited(form));

const isEdited = (form) =>
  [...form.elements].some((field) => 'defaultValue' in field && field.value !== field.defaultValue);

if (offer) {
  const link = offer.querySelector('[data-when="ended"] a');
  if (offer.dataset.isPage === 'true') {
    const url = new URL(link.href);
    url.searchParams.set('return_to', location.pathname + location.search);
    link.href = url;
  }
  link.addEventListener('click', (event) => {
    const form = keptForm();
    if (!form) return;
    event.preventDefault();
    // Past the browser's checks: it is not sent to be taken, but to be kept.
    form.submit();
  });
  askIn((Number(offer.dataset.secondsLeft) + 1) * 1000);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void askForStatus();
  });
}
