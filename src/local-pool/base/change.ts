/** What is different in a copy of a record. `undefined` as a value removes the member. */
export type Change = Readonly<Record<string, unknown>>;

/** A copy with the change applied. */
export const withChange = (value: object, change: Change | undefined): Record<string, unknown> => {
  const changed: Record<string, unknown> = { ...value, ...change };
  return Object.fromEntries(Object.entries(changed).filter(([, member]) => member !== undefined));
};
