import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';

interface Closable {
  close(): Promise<unknown>;
}

/**
 * What `open` gives, opened anew before each test and closed after it. The constant stands for whichever one is open:
 * read its members in a test or in a hook, not while a file or a `describe` is being built.
 */
export const openForEachTest = <Thing extends Closable>(open: () => Thing | Promise<Thing>): Thing => {
  const { thing, begin, end } = openingOf(open);
  beforeEach(begin);
  afterEach(end);
  return thing;
};

/** The same, opened once for all the tests of this file, or of this `describe`: within `withinMs`, where that takes long. */
export const openForAllTests = <Thing extends Closable>(
  open: () => Thing | Promise<Thing>,
  withinMs?: number,
): Thing => {
  const { thing, begin, end } = openingOf(open);
  beforeAll(begin, withinMs);
  afterAll(end);
  return thing;
};

/** What needs no closing, made anew before each test. */
export const makeForEachTest = <Thing extends object>(make: () => Thing | Promise<Thing>): Thing => {
  const { thing, use } = standIn<Thing>();
  beforeEach(async () => use(await make()));
  return thing;
};

const openingOf = <Thing extends Closable>(open: () => Thing | Promise<Thing>) => {
  const { thing, use } = standIn<Thing>();
  let opening: Promise<Thing> | undefined;
  return {
    thing,
    begin: async (): Promise<void> => {
      opening = (async () => open())();
      use(await opening);
    },
    // Also what was opened too late for its test; what could not be opened has said so.
    end: async (): Promise<void> => {
      const opened = await opening?.catch(() => undefined);
      await opened?.close();
    },
  };
};

const standIn = <Thing extends object>() => {
  let current: Thing | undefined;
  const thing = new Proxy({} as Thing, {
    get(_nothing, name) {
      if (current === undefined) throw new Error(`Nothing is open yet: ${String(name)} is asked too early`);
      return Reflect.get(current, name) as unknown;
    },
  });
  return { thing, use: (opened: Thing): void => void (current = opened) };
};
