/** Dates are seconds since 1970, with a fraction, in JSON 1.1. */
export const seconds = (ms: number): number => ms / 1000;
