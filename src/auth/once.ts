/** Makes a value on first use, once for everybody who asks meanwhile; a failure is passed on and forgotten. */
export const createOnce = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  const attempt = async (): Promise<Value> => {
    try {
      return await make();
    } catch (error) {
      made = undefined;
      throw error;
    }
  };
  return () => (made ??= attempt());
};
