/** Makes a value on first use, once for everybody who asks meanwhile; a failure is passed on and forgotten. */
export const createOnce = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  const attempt = async (): Promise<Value> => {
    try {
      // In a turn of its own: a maker that throws at once would be forgotten before it was kept, and then kept for good.
      return await Promise.resolve().then(make);
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
  return () => (made ??= attempt());
};
