/** Something that the probe made, and how it goes away. */
export interface Made {
  /** What it is called on the screen. */
  readonly what: string;
  /** The line of the AWS CLI that does by hand what `remove` could not do. Asked for last: an id may have come by then. */
  readonly byHand: () => string;
  /** Does nothing where it is gone already. */
  readonly remove: () => Promise<void>;
}

export interface Removal {
  /** To be called before it is made: a call whose answer is lost may have made it all the same. */
  willMake(made: Made): void;
  /** Removes the last first, each once, whatever becomes of the others. Gives what is still there. */
  all(): Promise<readonly Made[]>;
  /** What has not been removed so far. */
  left(): readonly Made[];
}

export const createRemoval = (): Removal => {
  const made: Made[] = [];
  let running: Promise<readonly Made[]> | undefined;

  const removeAll = async (): Promise<readonly Made[]> => {
    for (const one of made.toReversed()) {
      try {
        await one.remove();
        made.splice(made.indexOf(one), 1);
      } catch {
        // It stays in the list, and the list is what the user is told.
      }
    }
    return made;
  };

  return {
    willMake: (one) => {
      made.push(one);
    },
    all: () => (running ??= removeAll()),
    left: () => [...made],
  };
};
