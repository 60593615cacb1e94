const keptMessages = 200;

/** What Cognito would have sent by mail or SMS. */
export interface Message {
  readonly at: number;
  readonly to: string;
  readonly channel: 'EMAIL' | 'SMS';
  readonly purpose: string;
  readonly code: string;
  /** Of the trigger `CustomMessage`, with code and name in their places. */
  readonly subject?: string;
  readonly text?: string;
}

export interface Outbox {
  send(message: Message): void;
  /** Oldest first. */
  list(): readonly Message[];
  latest(to: string): Message | undefined;
  clear(): void;
}

/** Keeps the last messages and says each one aloud through `log`. */
export const createOutbox = (log: (line: string) => void): Outbox => {
  let messages: Message[] = [];
  return {
    send: (message) => {
      messages = [...messages.slice(1 - keptMessages), message];
      log(
        `${message.channel === 'SMS' ? 'SMS' : 'Mail'} to ${message.to}, ${message.purpose}: ${message.code}`,
      );
    },
    list: () => messages,
    latest: (to) => messages.findLast((message) => message.to === to),
    clear: () => {
      messages = [];
    },
  };
};
