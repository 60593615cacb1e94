// #region scriptsignin
// In the page. By itself `signInUrl` comes back to the address that the script has called.
export const signInFrom = (signInUrl, page = location) => {
  const url = new URL(signInUrl, page.href);
  url.searchParams.set('return_to', `${page.pathname}${page.search}`);
  return url.href;
};
// #endregion
