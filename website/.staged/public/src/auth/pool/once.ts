/**
 * Makes a value on first use, once for everybody who asks meanwhile. A failure reaches those who waited and is forgotten, so
 * the next one tries again: a pool that is away when the site starts does not stay away for it.
 */
export const createOnce = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  const attempt = async (): Promise<Value> => {
    try {
      // `make` runs only after `made` is set below. If it threw before that, the line in `catch` would clear nothing, and the
      // failed promise would be kept for good.
      return await Promise.resolve().then(make);
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
  return () => (made ??= attempt());
};
