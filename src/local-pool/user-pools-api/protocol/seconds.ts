/** Dates are seconds since 1970, with a fraction, in JSON 1.1. */
export function seconds(ms: number): number {
  return ms / 1000;
}
