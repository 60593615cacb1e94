import type { Words } from '../words.js';

export const frame: Words['frame'] = {
  skip: 'Zum Inhalt springen',
  main: 'Hauptmenü',
  account: 'Konto',
  signIns: 'Anmeldungen',
  signedInAs: 'Angemeldet als',
  signIn: 'Anmelden',
  signInAgain: 'Neu anmelden',
  signOut: 'Abmelden',
  signOutEverywhere: 'Überall abmelden',
  home: 'Startseite',
  back: 'Zurück',
  error: 'Fehler',
  footer:
    'Die Referenzintegration von Amazon Cognito für Express. Token bleiben auf dem Server; der Browser hat ein Cookie, aus dem sich nichts lesen lässt.',
  sessionEnded: 'Ihre Anmeldung ist abgelaufen.',
  mayBeOld: 'Was diese Seite zeigt, ist vielleicht überholt.',
  somebodyElse: 'Inzwischen hat sich hier jemand anderes angemeldet.',
  showTheirPage: 'Deren Seite zeigen',
  pool: { cognito: 'Benutzerpool', other: 'Anmeldedienst' },
};

export const moments: Words['moments'] = {
  months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember'.split(' '),
  exact: (day, month, year, time) => `${day}. ${month} ${year}, ${time} Uhr UTC`,
  justNow: 'gerade eben',
  soon: 'in weniger als einer Minute',
  ahead: (length) => `in ${length}`,
  ago: (length) => `vor ${length}`,
  minutes: (count) => (count === 1 ? '1 Minute' : `${count} Minuten`),
  hours: (count) => (count === 1 ? '1 Stunde' : `${count} Stunden`),
  days: (count) => (count === 1 ? '1 Tag' : `${count} Tagen`),
};

export const signOutPage: Words['signOutPage'] = {
  title: 'Abmelden',
  ask: 'Abmelden?',
  signedInAs: (name) => `Sie sind als ⁑${name}⁑ angemeldet.`,
  ends: 'Beim Abmelden endet diese Sitzung.',
  endsAndRevokes: (pool) =>
    `Beim Abmelden endet diese Sitzung, ihre Token werden widerrufen, und Sie kommen über die Abmeldung beim ${pool}. Wer diesen Browser als Nächstes benutzt, muss sich neu anmelden.`,
  endsThrough: (pool) =>
    `Beim Abmelden endet diese Sitzung, und Sie kommen über die Abmeldung beim ${pool}. Wer diesen Browser als Nächstes benutzt, muss sich neu anmelden.`,
  endsHere: (pool) =>
    `Beim Abmelden endet diese Sitzung auf dieser Website. Der ${pool} hat keine eigene Abmeldung und lässt den Nächsten an diesem Browser vielleicht ohne Nachfrage ein.`,
  stay: 'Angemeldet bleiben',
  others: 'Auch auf anderen Geräten?',
  othersEnd: 'Beendet alle Ihre Sitzungen auf dieser Website. Jeder Browser muss sich danach neu anmelden.',
  appsEndToo: 'Auch Ihre anderen Apps dieses Benutzerpools werden abgemeldet.',
  nobody: 'Sie sind nicht angemeldet',
  nothingToEnd: 'In diesem Browser gibt es keine Sitzung dieser Website, die enden könnte.',
  shared: 'An einem gemeinsamen Computer?',
  mayRemember: (pool) =>
    `Die Anmeldeseite (${pool}) kennt diesen Browser vielleicht noch und lässt den Nächsten ohne Passwort ein.`,
  forget: 'Diesen Browser dort vergessen lassen',
};

export const signedOutPage: Words['signedOutPage'] = {
  title: 'Abgemeldet',
  stillTitle: 'Noch angemeldet',
  deletedTitle: 'Konto gelöscht',
  still: 'Sie sind noch angemeldet',
  stillWhy:
    'Hierher führt das Abmelden, aber in diesem Browser hat sich niemand abgemeldet, oder es hat sich seither wieder jemand angemeldet.',
  deleted: 'Das Konto ist gelöscht',
  deletedWhy:
    'Der Benutzerpool hat es vergessen, und es ist hier in jedem Browser abgemeldet. Die Anmeldeseite kennt diesen Browser vielleicht noch, aber kein Konto mehr dazu.',
  ofThisSite: 'Sie sind von dieser Website abgemeldet',
  allEnded: 'Alle Ihre Sitzungen hier sind beendet.',
  appsLeft:
    '⁑Ihre anderen Apps laufen vielleicht weiter.⁑ Der Benutzerpool war nicht zu erreichen, um sie abzumelden. Melden Sie sich noch einmal an und dann überall ab.',
  haveForget: (pool) => `Diesen Browser vergessen lassen (${pool})`,
  done: 'Sie sind abgemeldet',
  gone: 'Ihre Sitzung hier ist beendet. Ihre Token sind von dieser Website verschwunden.',
  revokedAndForgotten: (pool) =>
    `Ihre Sitzung hier ist beendet, und der ${pool} wurde gebeten, die Token zu widerrufen und diesen Browser zu vergessen.`,
  forgotten: (pool) =>
    `Ihre Sitzung hier ist beendet, und der ${pool} wurde gebeten, diesen Browser zu vergessen. Token kann er nicht widerrufen: Die dieser Sitzung sind von dieser Website verschwunden und laufen von selbst ab.`,
  revoked: (pool) => `Ihre Sitzung hier ist beendet. Der ${pool} wurde gebeten, die Token zu widerrufen.`,
  runOut:
    'Ihre Sitzung hier ist beendet. Ihre Token sind von dieser Website verschwunden und laufen von selbst ab.',
  notAsked: (pool) =>
    `⁑Der ${pool} kennt diesen Browser vielleicht noch.⁑ Er wurde nicht gebeten, ihn zu vergessen. Melden Sie sich an einem gemeinsamen Computer auch dort ab, bevor Sie gehen.`,
  notReached: (pool) =>
    `⁑Der ${pool} war nicht zu erreichen.⁑ Seine Anmeldeseite kennt diesen Browser vielleicht noch. Melden Sie sich an einem gemeinsamen Computer auch dort ab, bevor Sie gehen.`,
  notReachedCognito: (pool) =>
    `⁑Der ${pool} war nicht zu erreichen.⁑ Seine Anmeldeseite kennt diesen Browser vielleicht noch, und zwar eine Stunde lang nach der Eingabe des Passworts, wenn nichts anderes eingestellt ist. Melden Sie sich an einem gemeinsamen Computer auch dort ab, bevor Sie gehen.`,
  tryAgain: 'Noch einmal versuchen',
  notEnded: 'Was beim Abmelden nicht endet',
  facts: (pool) => [
    '⁑Andere Browser und Geräte.⁑ Sie bleiben angemeldet, außer Sie haben sich überall abgemeldet. Dann muss sich jeder von ihnen neu anmelden, 24 Stunden lang und unabhängig davon, was sich die Anmeldeseite gemerkt hat.',
    `⁑Schon ausgegebene Access-Token.⁑ Ein anderer Dienst, der eines hat und nur dessen Signatur prüft, nimmt es bis zu dessen Ablauf an, höchstens eine Stunde lang, wenn der ${pool} nicht anders eingestellt ist.`,
    '⁑Ein Firmenkonto oder ein Konto bei einem anderen Anbieter.⁑ Wenn Sie sich darüber angemeldet haben, sind Sie dort noch angemeldet, und ein Browser kommt damit vielleicht ohne Nachfrage wieder herein.',
  ],
};

export const problemPage: Words['problemPage'] = {
  stillSignedIn: '⁑Wenn Sie angemeldet waren, sind Sie es noch.⁑ Eine Störung meldet niemanden ab.',
  seconds: (count) =>
    count === 1 ? 'Etwa eine Sekunde sollte genügen.' : `Etwa ${count} Sekunden sollten genügen.`,
  forGroup: 'Es ist für die Gruppe',
  startAgain: 'Neu beginnen',
  tryAgain: 'Noch einmal versuchen',
  code: 'Code',
  requestId: 'Anfrage-ID',
};
