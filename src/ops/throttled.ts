/** Does something at most once in a while, however often it is asked to: for complaints that callers could repeat at will. */
export const throttled = ({ everyMs, now }: { readonly everyMs: number; readonly now: () => number }) => {
  let lastAtMs = -Infinity;
  return (act: () => void): void => {
    if (now() - lastAtMs < everyMs) return;
    lastAtMs = now();
    act();
  };
};
