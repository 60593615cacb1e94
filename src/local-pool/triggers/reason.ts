/** The words of whatever was thrown, which need not be an Error of this realm. */
export const messageOf = (error: unknown): string => memberOf(error, 'message') ?? String(error);

/** `ECONNREFUSED` and the like, from as deep as it lies; the words where there is none. */
export const networkReason = (error: unknown): string => {
  const cause: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'cause') : undefined;
  return memberOf(cause, 'code') ?? memberOf(cause, 'message') ?? messageOf(error);
};

const memberOf = (value: unknown, name: string): string | undefined => {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof member === 'string' ? member : undefined;
};
