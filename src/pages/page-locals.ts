import type { PoolAbilities } from '../auth/index.js';
import type { ShownClaim } from './claims.js';
import type { Moment } from './moments.js';
import type { Problem } from './problems.js';
import type { SelfServiceLocals } from './self-service/locals.js';

/** What each template in `views/site` is given, by its name. Each page has a title; none has a token. */
export interface PageLocals extends SelfServiceLocals {
  readonly 'account': AccountLocals;
  readonly 'admin': AdminLocals;
  readonly 'aws': AwsLocals;
  readonly 'home': HomeLocals;
  /** Their content is given by the inspector, which pages do not know. */
  readonly 'inspector': Titled;
  readonly 'inspector-source': Titled;
  readonly 'problem': ProblemLocals;
  readonly 'sign-ins': SignInsLocals;
  readonly 'sign-out': SignOutLocals;
  readonly 'signed-out': SignedOutLocals;
}

export type PageName = keyof PageLocals;

interface Titled {
  readonly title: string;
}

export interface HomeLocals extends Titled {
  /** What to call the signed-in person. */
  readonly greeting: string | undefined;
  readonly isAdmin: boolean;
  /** The session of the signed-in person. */
  readonly session: HomeSession | undefined;
  /** Their sign-in in six steps. */
  readonly steps: readonly HomeStep[];
  /** Files to read next. */
  readonly reading: readonly {
    readonly file: string;
    readonly about: string;
    readonly href?: string | undefined;
  }[];
  /** How an app of one's own signs people in. */
  readonly code: string;
  /** Whether there is an inspector. */
  readonly hasInspector: boolean;
  /** For the person behind a demonstration: what is wrong with its pool just now, and what may be made wrong. */
  readonly demoPool: ShownDemoPool | undefined;
  readonly signUpUrl: string;
  /** `undefined` where the pool has no such page. */
  readonly forgotPasswordUrl: string | undefined;
  /** Identity providers with a button of their own. */
  readonly providers: readonly { readonly label: string; readonly signInUrl: string }[];
  readonly demoHints: DemoHints | undefined;
}

export interface HomeSession {
  readonly started: Moment;
  readonly refreshed: Moment;
  readonly tokensEnd: Moment;
  /** How often the tokens were renewed. */
  readonly renewals: number;
}

/** A step of the last sign-in. Without an inspector there is nothing to link to. */
export interface HomeStep {
  readonly text: string;
  readonly duration?: string;
  readonly href?: string;
  readonly file?: string;
  readonly fileHref?: string | undefined;
}

export interface ShownDemoPool {
  readonly faults: readonly (DemoFault & { readonly isOn: boolean })[];
  readonly current: DemoFault | undefined;
  /** Where somebody of no group signs in on the way to the admin page. */
  readonly forbiddenUrl: string;
}

/** The pool of a demonstration, which may be broken in a few ways and mended again. */
export interface DemoPool {
  readonly faults: readonly DemoFault[];
  /** The name of the fault that it has now. */
  current(): string | undefined;
  /** False when there is no such fault; then nothing changes. */
  breakBy(name: string): boolean;
  mend(): void;
}

export interface DemoFault {
  readonly name: string;
  readonly label: string;
  /** What can be seen then. */
  readonly about: string;
}

/** People that a demonstration has made up beforehand, for whoever tries it. */
export interface DemoHints {
  readonly people: readonly { readonly email: string; readonly about: string; readonly signInUrl?: string }[];
  readonly password: string;
  /** For trying what happens when the pool fails. */
  readonly pool?: DemoPool;
}

export interface AccountLocals extends Titled {
  readonly poolIsCognito: boolean;
  /** What to call the pool. */
  readonly pool: string;
  readonly name: string;
  readonly initials: string;
  readonly claims: readonly ShownClaim[];
  readonly groups: readonly { readonly name: string; readonly allows: string }[];
  readonly scopes: readonly { readonly name: string; readonly allows: string }[];
  readonly tokens: readonly ShownToken[];
  readonly isRefreshable: boolean;
  readonly refreshed: Moment;
  readonly started: Moment;
  /** `undefined` where the pool does not say. */
  readonly authenticated: Moment | undefined;
  readonly ends: Moment;
  readonly idle: string;
  readonly outageGrace: string;
}

export interface ShownToken {
  readonly name: string;
  readonly purpose: string;
  readonly ends: Moment;
  /** How much of its life is left, in percent. */
  readonly left: number;
}

export interface AdminLocals extends Titled {
  readonly group: string;
  readonly groups: readonly string[];
}

export interface AwsLocals extends Titled {
  readonly identityId: string;
  readonly accessKeyId: string;
  readonly fetched: Moment;
  readonly ends: Moment;
  /** How much of their life is left, in percent. */
  readonly left: number;
  /** The role that was asked for by name, as its ARN says it. `undefined`: the identity pool chose. */
  readonly chosenRole: string | undefined;
  readonly roles: readonly ShownRole[];
  /** Where the identity pool is left to choose. */
  readonly withoutRoleUrl: string;
}

export interface ShownRole {
  readonly name: string;
  readonly arn: string;
  readonly isPreferred: boolean;
  readonly isChosen: boolean;
  readonly chooseUrl: string;
}

/** Ended here, or at the pool; gone before; or the pool said no. */
export type SignInsOutcome = 'ended' | 'gone' | 'pool-ended' | 'pool-refused';

export interface SignInsLocals extends Titled {
  readonly signIns: readonly ShownSignIn[];
  /** Those that are folded away. */
  readonly more: readonly ShownSignIn[];
  /** What happened to the sign-in that was just to be ended. */
  readonly outcome: SignInsOutcome | undefined;
  readonly poolIsCognito: boolean;
  /** What the pool tracks besides. `undefined`: it tracks nothing, or could not be asked. */
  readonly poolSessions: readonly ShownPoolSession[] | undefined;
  /** Those of it that are folded away. */
  readonly morePoolSessions: readonly ShownPoolSession[];
  /** Whether signing out everywhere ends the person's other apps too. */
  readonly endsOtherApps: boolean;
}

export interface ShownSignIn {
  readonly browser: string;
  readonly address: string;
  readonly isThisOne: boolean;
  readonly started: Moment;
  readonly lastSeen: Moment;
  readonly ends: Moment;
  /** Where the form to end it leads. */
  readonly endUrl: string;
}

/** A session that the pool knows of: a browser at its own pages, or an app with tokens. */
export interface ShownPoolSession {
  readonly kind: 'browser' | 'app';
  readonly device: string;
  readonly address: string | undefined;
  readonly place: string | undefined;
  /** Of an app: whether it is this site. */
  readonly isThisSite: boolean;
  /** Of an app that is not: the id of its app client. */
  readonly clientId: string | undefined;
  /** Of a browser: how many apps came through it, and end with it. */
  readonly appCount: number;
  readonly isThisOne: boolean;
  readonly created: Moment | undefined;
  readonly lastActive: Moment | undefined;
  /** Where the form to end it leads. */
  readonly endUrl: string;
}

interface OfPool {
  readonly poolIsCognito: boolean;
  /** What to call the pool. */
  readonly pool: string;
  /** What it can do, so that no page says that it was asked for more. `undefined`: not known, so nothing is said. */
  readonly abilities: PoolAbilities | undefined;
}

export interface SignOutLocals extends Titled, OfPool {
  readonly name: string | undefined;
  readonly endsOtherApps: boolean;
}

export interface SignedOutLocals extends Titled, OfPool {
  readonly isStillSignedIn: boolean;
  readonly wasPoolReached: boolean;
  /** Whether the person's other apps were to end and could not. */
  readonly areAppsLeft: boolean;
  readonly isAccountDeleted: boolean;
}

export interface ProblemLocals extends Titled {
  readonly problem: Problem;
  /** The group that somebody would have to be in, where that is what they lack. */
  readonly neededGroup?: string | undefined;
  /** The id of the request that failed; `undefined` on a page that only explains a code. */
  readonly requestId: string | undefined;
  readonly canTryAgain: boolean;
}
