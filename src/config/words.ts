import { expected, listItems, valueOf, type Reader } from './reader.js';

// Settings that are words, or lists of them, of a certain shape.

/** What to ask the pool for. */
export const scopes: Reader<readonly string[]> = (text) => {
  const list = listItems(text);
  if (!list.includes('openid'))
    return expected('a list with openid in it: without it there is no ID token and no sign-in');
  // RFC 6749 section 3.3 lists the characters of a scope.
  return list.every((scope) => /^[!#-[\]-~]{1,256}$/.test(scope))
    ? valueOf(list)
    : expected('scopes separated by blanks');
};

/** App clients by their ids. */
export const clientIds: Reader<readonly string[]> = (text) => {
  const list = listItems(text);
  return list.length > 0 && list.every((id) => /^[!#-&(-~]{1,2048}$/.test(id))
    ? valueOf(list)
    : expected('ids of app clients, separated by commas');
};

/** Braces would tell a Cluster where to put everything, and blanks or quotation marks are mistakes. */
export const keyPrefix: Reader<string> = (text) =>
  /^[A-Za-z0-9:._-]{1,64}$/.test(text)
    ? valueOf(text)
    : expected('1 to 64 letters, digits and : . _ -, such as shop: or shop:auth:');

/** What the site is called, in titles and in authenticator apps: one line. */
export const siteName: Reader<string> = (text) =>
  /^[^\p{C}\p{Zl}\p{Zp}:]{1,60}$/u.test(text)
    ? valueOf(text)
    : expected('a name of 1 to 60 characters, without colons and line breaks');

/** Where to listen. */
export const hostToListenOn: Reader<string> = (text) =>
  /^[A-Za-z0-9.:-]{1,253}$/.test(text)
    ? valueOf(text)
    : expected('an address of this machine, such as 0.0.0.0 or 127.0.0.1');

/** Names of identity providers by Cognito's rule: 3 to 32 characters, none of them a blank. */
export const providerNames: Reader<readonly string[]> = (text) => {
  const names = text.split(',').map((name) => name.trim());
  const areNames = names.every((name) => /^[\p{L}\p{M}\p{S}\p{N}\p{P}]{3,32}$/u.test(name));
  return areNames && new Set(names).size === names.length
    ? valueOf(names)
    : expected('names of identity providers as the user pool has them, each once, separated by commas');
};
