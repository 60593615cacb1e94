/** A page of so many bytes, but for the name of whom it is for. */
export const createPage = (bytes) => {
  const start = '<!doctype html><html lang="en"><head><title>Account</title></head><body><h1>';
  const end = '</p></body></html>';
  // An address is about as long.
  const fill = Math.max(0, bytes - start.length - end.length - 'grace@example.com</h1><p>'.length);
  const rest = `</h1><p>${'Plain words. '.repeat(Math.ceil(fill / 13)).slice(0, fill)}${end}`;
  return (person) => start + person + rest;
};
