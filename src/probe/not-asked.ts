/** Why a row has no answer, in a sentence that may be shown. */
export class NotAsked extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'NotAsked';
  }
}
