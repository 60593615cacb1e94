/** What went wrong between the pool and a provider. */
export class ProviderTrouble extends Error {
  /** For whoever runs the pool: what it is and what to do. */
  readonly because: string;

  /** The message is the `error_description` that the client hears, in Cognito's words where they are known. */
  constructor(description: string, because: string) {
    super(description);
    this.name = 'ProviderTrouble';
    this.because = because;
  }
}
