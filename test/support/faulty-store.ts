import { AuthError, type SessionStore } from '../../src/auth/index.js';

/** A session store that can be told to fail, as one does that cannot be reached. */
export interface FaultyStore extends SessionStore {
  /** The next calls of this function fail: `times` of them, or all until `heal`. */
  fail(call: keyof SessionStore, times?: number): void;
  /** The next calls of this function are done, and fail all the same: the answer comes too late. */
  loseAnswer(call: keyof SessionStore, times?: number): void;
  heal(): void;
  /** How often a function was called, failures included. */
  calls(call: keyof SessionStore): number;
}

export const createFaultyStore = (inner: SessionStore): FaultyStore => {
  const failuresLeft = new Map<PropertyKey, number>();
  const lossesLeft = new Map<PropertyKey, number>();
  const counts = new Map<PropertyKey, number>();
  const controls = {
    fail: (call: keyof SessionStore, times = Infinity): void => void failuresLeft.set(call, times),
    loseAnswer: (call: keyof SessionStore, times = Infinity): void => void lossesLeft.set(call, times),
    heal: (): void => {
      failuresLeft.clear();
      lossesLeft.clear();
    },
    calls: (call: keyof SessionStore): number => counts.get(call) ?? 0,
  };
  const unreachable = async (): Promise<never> => {
    throw new AuthError('store_unreachable', { reason: 'store_fault' });
  };
  return new Proxy(
    { ...inner, ...controls },
    {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (Object.hasOwn(controls, name) || typeof member !== 'function') return member;
        // Counted when it is called and not when it is looked at, as the check of the options does.
        return (...args: unknown[]): unknown => {
          const left = failuresLeft.get(name) ?? 0;
          counts.set(name, (counts.get(name) ?? 0) + 1);
          failuresLeft.set(name, left - 1);
          if (left > 0) return unreachable();
          const lost = lossesLeft.get(name) ?? 0;
          lossesLeft.set(name, lost - 1);
          const answer: unknown = Reflect.apply(member, target, args);
          return lost <= 0 ? answer : Promise.resolve(answer).then(unreachable);
        };
      },
    },
  );
};
