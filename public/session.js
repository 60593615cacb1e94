// Browsers may bring a page back as it was, by the Back button and whatever `no-store` says: also one of somebody who has
// signed out since. So what comes back out of that cache is hidden and asked for again.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  document.documentElement.hidden = true;
  location.reload();
});
