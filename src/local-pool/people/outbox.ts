const KEPT_MESSAGES = 200;

/** What Cognito would have sent by mail or SMS. */
export interface Message {
  at: number;
  to: string;
  channel: 'EMAIL' | 'SMS';
  purpose: string;
  code: string;
}

export interface Outbox {
  send(message: Message): void;
  /** Oldest first. */
  list(): readonly Message[];
  latest(to: string): Message | undefined;
  clear(): void;
}

/** Keeps the last messages and says each one aloud through `log`. */
export function createOutbox(log: (line: string) => void): Outbox {
  let messages: Message[] = [];
  return {
    send: (message) => {
      messages = [...messages.slice(1 - KEPT_MESSAGES), message];
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
}
