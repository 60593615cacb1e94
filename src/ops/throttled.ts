/** Does something at most once in a while, however often it is asked to: for complaints that callers could repeat at will. */
export const throttled = ({ everyMs, now }: { readonly everyMs: number; readonly now: () => number }) => {
  let lastAtMs = -Infinity;
  return (act: () => void): void => {
    // In both directions: a clock that was set back must not silence anything until it has caught up.
    if (Math.abs(now() - lastAtMs) < everyMs) return;
    lastAtMs = now();
    act();
  };
};
