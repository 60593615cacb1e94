import { afterEach } from '@jest/globals';

/** Gives a function that notes what a test opened, to be closed after it, also when the test failed: last opened, first closed. */
export const closeAfterEach = () => {
  const opened: { close(): Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).toReversed()) await one.close();
  });
  return <Closable extends { close(): Promise<unknown> }>(one: Closable): Closable => {
    opened.push(one);
    return one;
  };
};
