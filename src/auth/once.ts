/** Makes a value on first use, once for everybody who asks meanwhile; a failure is passed on and forgotten. */
export const createOnce = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  // In a turn of its own, so that even a maker that throws at once fails after its promise has been kept, not before.
  const attempt = async (): Promise<Value> => {
    await undefined;
    try {
      return await make();
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
  return () => (made ??= attempt());
};
