/** What sites of the tests sign and seal with. */
export const testSecret = 'a secret of the tests that is long enough';
