import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';

interface Closable {
  close(): Promise<unknown>;
}

/**
 * What `open` gives, opened anew before each test and closed after it. The constant stands for whichever one is open:
 * read its members in a test or in a hook, not while a file or a `describe` is being built.
 */
export const openForEachTest = <Thing extends Closable>(open: () => Thing | Promise<Thing>): Thing => {
  const { thing, use, opened } = standIn<Thing>();
  beforeEach(async () => use(await open()));
  // Where it could not be opened, that is what the test says.
  afterEach(() => opened()?.close());
  return thing;
};

/** The same, opened once for all the tests of this file, or of this `describe`: within `withinMs`, where that takes long. */
export const openForAllTests = <Thing extends Closable>(
  open: () => Thing | Promise<Thing>,
  withinMs?: number,
): Thing => {
  const { thing, use, opened } = standIn<Thing>();
  beforeAll(async () => use(await open()), withinMs);
  afterAll(() => opened()?.close());
  return thing;
};

/** What needs no closing, made anew before each test. */
export const makeForEachTest = <Thing extends object>(make: () => Thing | Promise<Thing>): Thing => {
  const { thing, use } = standIn<Thing>();
  beforeEach(async () => use(await make()));
  return thing;
};

const standIn = <Thing extends object>() => {
  let current: Thing | undefined;
  const thing = new Proxy({} as Thing, {
    get(_nothing, name) {
      if (current === undefined) throw new Error(`Nothing is open yet: ${String(name)} is asked too early`);
      return Reflect.get(current, name) as unknown;
    },
  });
  return {
    thing,
    use: (opened: Thing): void => void (current = opened),
    opened: (): Thing | undefined => current,
  };
};
