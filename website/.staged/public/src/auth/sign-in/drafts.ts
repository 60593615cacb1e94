import type { Request } from 'express';
import type { Settings } from '../options.js';
import type { Sealer } from '../seal.js';
import { sessionView, signInOf } from '../sessions/session-of-request.js';
import type { Person } from '../store.js';

/** A form whose text is to come back when the session of its person ended on the way. */
export interface KeptForm {
  /** Names the form on this site. */
  readonly name: string;
  /** The fields to keep. Never one for a password or a code. */
  readonly keeps: readonly string[];
}

/** What somebody had typed, on its way through a sign-in. */
export interface Draft {
  readonly issuer: string;
  readonly sub: string;
  readonly form: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly keptAtMs: number;
}

/**
 * Forms that survive the end of a session. Each carries a sealed mark of whom it was shown to. What is sent without a session,
 * but with a good mark, travels with the sign-in that follows: sealed, in the cookie of that sign-in, and then in the new
 * session, where its page finds it once. It is never sent by itself.
 */
export interface Drafts {
  /** The mark for a form that is shown to the person behind the request; '' for nobody. */
  mark(request: Request, form: string): string;
  /** What a form has sent. `undefined`: no good mark, another form's, too old, or more than a cookie bears. */
  of(request: Request, form: KeptForm): Draft | undefined;
  /** Puts a draft into the session that has just been opened, where that is the same person's. */
  handOver(request: Request, draft: Draft | undefined, person: Person): void;
  /** The fields of the draft of this form, once, and for ten minutes. */
  take(request: Request, form: string): Readonly<Record<string, string>> | undefined;
}

/** The field of a form that holds the mark. */
export const formMarkField = 'form_mark';

/** What drafts are made of. */
export interface DraftsDeps {
  readonly settings: Pick<Settings, 'now' | 'maxMs'>;
  readonly sealer: Sealer;
}

const lifeMs = 10 * 60_000;
// With the sign-in around it, sealed and encoded, it has to fit into a cookie.
const mostBytes = 1500;
const purpose = 'form mark';

interface Mark {
  readonly issuer: string;
  readonly sub: string;
  readonly form: string;
  readonly untilMs: number;
}

export const createDrafts = ({ settings, sealer }: DraftsDeps): Drafts => {
  const markIn = (text: unknown): Mark | undefined => {
    const opened = typeof text === 'string' ? sealer.open(text, purpose) : undefined;
    // Sealed here, for this purpose only, so it has the form that `mark` gave it.
    return opened === undefined ? undefined : (JSON.parse(opened) as Mark);
  };

  return {
    mark(request, form) {
      const user = signInOf(request)?.user;
      if (user === undefined) return '';
      // No longer than a session may last: a form that lay open for days is typed anew.
      const untilMs = settings.now() + settings.maxMs;
      const mark: Mark = { issuer: user.issuer, sub: user.id, form, untilMs };
      return sealer.seal(JSON.stringify(mark), purpose);
    },

    of(request, { name, keeps }) {
      const sent = Object(request.body) as Readonly<Record<string, unknown>>;
      const mark = markIn(sent[formMarkField]);
      if (mark === undefined || mark.form !== name || mark.untilMs <= settings.now()) return undefined;
      const fields = Object.fromEntries(
        keeps.flatMap((field) => (typeof sent[field] === 'string' ? [[field, sent[field]]] : [])),
      );
      const { issuer, sub } = mark;
      const draft: Draft = { issuer, sub, form: name, fields, keptAtMs: settings.now() };
      return Buffer.byteLength(JSON.stringify(draft)) <= mostBytes ? draft : undefined;
    },

    handOver(request, draft, person) {
      if (draft === undefined || draft.issuer !== person.issuer || draft.sub !== person.id) return;
      sessionView(request).session.formDraft = draft;
    },

    take(request, form) {
      const user = signInOf(request)?.user;
      if (user === undefined) return undefined;
      const { session } = sessionView(request);
      const draft = session.formDraft;
      if (draft?.form !== form) return undefined;
      delete session.formDraft;
      const isTheirs = draft.issuer === user.issuer && draft.sub === user.id;
      return isTheirs && settings.now() - draft.keptAtMs < lifeMs ? draft.fields : undefined;
    },
  };
};
