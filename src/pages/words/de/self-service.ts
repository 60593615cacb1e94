import type { Words } from '../words.js';

export const outcomes: Words['outcomes'] = {
  'draft':
    'Ihre Anmeldung ist abgelaufen, während Sie geschrieben haben. Was Sie geschrieben haben, steht wieder im Formular und wurde nicht abgeschickt: Sehen Sie es an, und schicken Sie es ab.',
  'saved': 'Gespeichert.',
  'unchanged': 'Nichts war anders, also wurde nichts geändert.',
  'address-confirmed': 'Die Adresse ist bestätigt.',
  'address-removed': 'Die Nummer ist entfernt.',
  'address-kept': 'Ihre Adresse bleibt, wie sie war. Nach dem gesendeten Code wird nicht mehr gefragt.',
  'address-restored': 'Ihre frühere Adresse ist wieder da.',
  'code-sent': 'Ein weiterer Code ist unterwegs. Nur der neueste gilt.',
  'password-changed':
    'Ihr Passwort ist geändert, und Ihre anderen Anmeldungen auf dieser Website sind beendet. Diese hier geht weiter.',
  'sign-ins-go-on':
    'Ihr Passwort ist geändert, aber Ihre anderen Anmeldungen auf dieser Website konnten gerade nicht alle beendet werden. Beenden Sie sie auf der Seite der Anmeldungen.',
  'app-on': 'Ihre Authenticator-App ist eingerichtet. Die Anmeldeseite fragt von jetzt an nach ihrem Code.',
  'app-off':
    'Der Benutzerpool kennt Ihre Authenticator-App, aber sie konnte nicht eingeschaltet werden. Schalten Sie sie unten ein.',
  'factor-changed': 'Ihr zweiter Faktor ist geändert. Das gilt ab der nächsten Anmeldung.',
  'device-forgotten': 'Dieses Gerät ist vergessen.',
  'passkey-removed': 'Dieser Passkey ist entfernt. Er meldet niemanden mehr an.',
  'passkey-added': 'Ein Passkey ist hinzugefügt.',
  'passkey-not-added':
    'Es wurde kein Passkey hinzugefügt. Die Seite des Benutzerpools verlangt eine frische Anmeldung: Melden Sie sich ab und wieder an, und versuchen Sie es noch einmal.',
  'gone': 'Das war nicht mehr da.',
};

export const selfService: Words['selfService'] = {
  managed: (provider) =>
    `Sie melden sich über ⁑${provider}⁑ an, und was hier steht, kommt jedes Mal von dort. Ändern Sie es dort.`,
  passwordElsewhere: (provider) =>
    `Sie melden sich über ⁑${provider}⁑ an. Ihr Passwort liegt dort und wird dort geändert.`,
  code: 'Code',
  confirm: 'Bestätigen',
  cancel: 'Abbrechen',
};

export const profilePage: Words['profilePage'] = {
  title: 'Ihr Profil',
  lead: 'Was der Benutzerpool über Sie weiß, für jede App, bei der Sie sich damit anmelden.',
  about: 'Über Sie',
  managedHere: 'Was hier geändert würde, wäre nach Ihrer nächsten Anmeldung wieder wie vorher.',
  more: 'Mehr über Sie',
  save: 'Speichern',
  addresses: 'Wo man Sie erreicht',
  none: 'keine',
  confirmed: 'bestätigt',
  notConfirmed: 'nicht bestätigt',
  add: 'Hinzufügen',
  change: 'Ändern',
  others: 'Von denen gesetzt, die den Benutzerpool betreiben',
  hints: {
    name: 'Wie diese Website und andere Sie nennen.',
    zoneinfo: 'Zum Beispiel Europe/Berlin.',
    locale: 'Zum Beispiel de oder de-AT.',
  },
  unprintable: 'Darin ist ein Zeichen, das sich nicht zeigen lässt. Schreiben Sie es neu.',
  badWebsite: 'Beginnen Sie die Adresse mit https://.',
  badDate: 'Schreiben Sie das Datum als Jahr, Monat und Tag: 1815-12-10.',
};

export const addressPage: Words['addressPage'] = {
  email: {
    label: 'E-Mail-Adresse',
    title: 'Ihre E-Mail-Adresse ändern',
    field: 'Neue E-Mail-Adresse',
    hint: '',
    place: 'Sehen Sie in Ihren Posteingang. Der Code hat sechs Ziffern.',
    problem: 'Schreiben Sie eine E-Mail-Adresse wie ada@example.com.',
  },
  phone: {
    label: 'Telefonnummer',
    title: 'Ihre Telefonnummer ändern',
    field: 'Neue Telefonnummer',
    hint: 'Mit Ländervorwahl: +49 151 12345678. Lassen Sie das Feld leer, um hier keine Nummer zu haben.',
    place: 'Sehen Sie in Ihre Nachrichten. Der Code hat sechs Ziffern.',
    problem: 'Schreiben Sie die Nummer mit Ländervorwahl und Ziffern: +49 151 12345678.',
  },
  same: 'Das ist die Adresse, die Sie schon haben.',
  codeMissing: 'Schreiben Sie den Code, der gesendet wurde.',
  onItsWay: (destination) => `Ein Code ist unterwegs zu ⁑${destination}⁑.`,
  isTaken: (address) => `${address} ist schon eingetragen und gilt als Ihre, sobald der Code zurückkommt.`,
  nothingChanges: 'Bis er zurückkommt, ändert sich nichts.',
  stays: (address) => `Bis er zurückkommt, bleibt ${address} Ihre Adresse.`,
  another: 'Weiteren Code senden',
  restore: 'Die frühere zurückholen',
  now: (address) => `Jetzt ist es ⁑${address}⁑.`,
  nowUnconfirmed: (address) => `Jetzt ist es ⁑${address}⁑, und das wurde nie bestätigt.`,
  sendToConfirm: 'Einen Code zum Bestätigen senden',
  goesThere: 'Dorthin geht ein Code, damit klar ist, dass die Adresse Ihnen gehört.',
  send: 'Den Code senden',
};

export const securityPage: Words['securityPage'] = {
  title: 'Sicherheit',
  lead: 'Wie Sie sich anmelden, hier und in jeder App dieses Benutzerpools. Änderungen verlangen eine Anmeldung aus den letzten zehn Minuten.',
  password: 'Passwort',
  passwordEnds: 'Ein neues Passwort beendet Ihre anderen Anmeldungen auf dieser Website.',
  changePassword: 'Passwort ändern',
  factor: 'Zweiter Faktor',
  factorElsewhere: (provider) =>
    `${provider} entscheidet, ob nach einem gefragt wird. Der Benutzerpool fragt nicht noch einmal.`,
  factorLead: 'Danach wird nach dem Passwort gefragt, damit ein gestohlenes Passwort allein nichts öffnet.',
  factors: {
    app: { label: 'Authenticator-App', about: 'Zeigt jede halbe Minute einen neuen Code, auch ohne Netz.' },
    email: { label: 'Code per E-Mail', about: 'Geht an Ihre bestätigte Adresse.' },
    sms: {
      label: 'Code per SMS',
      about: 'Geht an Ihre bestätigte Nummer. Nummern lassen sich übernehmen: Eine App ist sicherer.',
    },
  },
  on: 'an',
  onFirst: 'an, wird zuerst verlangt',
  setUp: 'Einrichten',
  confirmAddress: 'Adresse bestätigen',
  turnOn: 'Einschalten',
  askFirst: 'Zuerst verlangen',
  turnOff: 'Ausschalten',
  passkeys: 'Passkeys',
  passkeysLead:
    'Damit melden Sie sich mit der Sperre Ihres Geräts statt mit einem Passwort an. Hinzugefügt werden sie auf der eigenen Seite des Benutzerpools.',
  passkeysOff: 'Dieser Benutzerpool nimmt keine Passkeys mehr an: Diese melden niemanden an.',
  added: 'Hinzugefügt',
  remove: 'Entfernen',
  addPasskey: 'Passkey hinzufügen',
  namelessPasskey: 'Ein Passkey ohne Namen',
  devices: 'Gemerkte Geräte',
  noDevices:
    'Keine. Der Benutzerpool merkt sich nur Geräte mobiler Apps und von Desktop-Apps, wo er so eingestellt ist; Browser stehen bei Ihren Anmeldungen.',
  namelessDevice: 'Ein Gerät ohne Namen',
  notTrusted: 'nicht vertraut',
  forget: 'Vergessen',
  sessions: 'Wo Sie angemeldet sind',
  sessionsLead: 'Jeder Browser, einzeln oder alle auf einmal zu beenden.',
  delete: 'Ihr Konto löschen',
  deleteLead:
    'Entfernt es aus dem Benutzerpool, für diese Website und jede andere. Das lässt sich nicht rückgängig machen.',
  deleteButton: 'Konto löschen …',
};

export const passwordPage: Words['passwordPage'] = {
  title: 'Ihr Passwort ändern',
  needs: 'Ein neues Passwort braucht, wenn dieser Benutzerpool nicht anders eingestellt ist:',
  rules: [
    'mindestens 8 Zeichen',
    'einen Klein- und einen Großbuchstaben',
    'eine Ziffer',
    'ein Sonderzeichen wie - oder !',
  ],
  present: 'Jetziges Passwort',
  presentHint:
    'Lassen Sie es leer, wenn Ihr Konto noch keines hat, weil ein Passkey oder Codes Sie einlassen.',
  new: 'Neues Passwort',
  again: 'Neues Passwort noch einmal',
  missing: 'Schreiben Sie ein neues Passwort.',
  differ: 'Die beiden sind nicht gleich. Schreiben Sie beide neu.',
  same: 'Das ist das Passwort, das Sie schon haben.',
  ends: 'Ihre anderen Anmeldungen auf dieser Website enden, und diese hier geht weiter. Andere Apps bleiben angemeldet, bis Sie sich überall abmelden.',
  button: 'Passwort ändern',
};

export const authenticatorPage: Words['authenticatorPage'] = {
  title: 'Eine Authenticator-App einrichten',
  needs:
    'Sie brauchen eine App, die Codes zeigt, etwa eine für das Telefon oder einen Passwortmanager. Sie bekommt von hier einen Schlüssel und zeigt von da an jede halbe Minute einen neuen Code, nach dem die Anmeldeseite fragt.',
  replaces: 'Eine früher eingerichtete App wird ersetzt, sobald die neue bestätigt ist.',
  show: 'Den Schlüssel zeigen',
  point: 'Richten Sie die Kamera der App auf dieses Bild.',
  picture: 'QR-Code mit dem Schlüssel für Ihre Authenticator-App',
  open: 'In einer App auf diesem Gerät öffnen',
  type: 'Oder tippen Sie diesen Schlüssel ein:',
  typeCode: 'Schreiben Sie den Code, den die App zeigt.',
  sixDigits: 'Die sechs Ziffern, die die App jetzt zeigt.',
  wrongShape: 'Die App zeigt sechs Ziffern. Schreiben Sie sie hierher.',
  notTaken: 'Der Benutzerpool hat diesen Code nicht angenommen. Warten Sie auf den nächsten.',
  secret:
    'Bis der Code bestätigt ist, ändert sich nichts. Halten Sie den Schlüssel aus Bildern und Nachrichten heraus: Wer ihn hat, hat Ihren zweiten Faktor.',
};

export const deletePage: Words['deletePage'] = {
  title: 'Ihr Konto löschen',
  ask: 'Ihr Konto löschen?',
  facts: [
    'Der Benutzerpool vergisst Sie: Name, Adressen, Passwort, zweiten Faktor, Passkeys. ⁑Das lässt sich nicht rückgängig machen.⁑',
    'Sie werden hier in jedem Browser abgemeldet, und andere Apps dieses Benutzerpools lassen Sie nicht mehr ein.',
    'Was andere Dienste über Sie haben, bleibt bei ihnen. Wenn Sie sich über ein Firmenkonto oder einen anderen Anbieter anmelden, bleibt jenes Konto, und wer sich damit wieder anmeldet, bekommt hier ein neues, leeres.',
  ],
  typeIt: (confirmation) => `Um fortzufahren, schreiben Sie ⁑${confirmation}⁑.`,
  field: 'Schreiben Sie es hierher',
  wrong: (confirmation) => `Das ist nicht ${confirmation}. Es wurde nichts gelöscht.`,
  button: 'Mein Konto löschen',
  keep: 'Behalten',
};

export const noSelfServicePage: Words['noSelfServicePage'] = {
  title: 'Nicht eingeschaltet',
  notNow: 'Gerade nicht möglich',
  saidNo: 'Der Benutzerpool hat Nein gesagt',
  yourAccount: 'Ihr Konto',
  notHere: 'Das geht hier nicht',
  notHereWhy:
    'Profil und Sicherheit liegen bei Ihrem Anmeldedienst und werden dort geändert. Diese Website kann sie nur ändern, wo man sich mit einem Benutzerpool von Amazon Cognito anmeldet.',
  onceMore: 'Melden Sie sich noch einmal an, um das zu ändern',
  onceMoreWhy:
    'Diese Website bittet den Benutzerpool um das Recht, Ihr eigenes Profil und Ihre Sicherheit zu ändern. Ihre Anmeldung ist von vorher, oder der Benutzerpool hat es nicht gegeben.',
  operator:
    'Für alle, die diese Website betreiben, wenn es so bleibt: Erlauben Sie dem App-Client diesen Scope (AllowedOAuthScopes):',
  off: 'Die Selbstverwaltung ist nicht eingeschaltet',
  offWhy:
    'Diese Website kann Sie Ihr Profil, Ihr Passwort und Ihren zweiten Faktor ändern lassen. Sie bittet den Benutzerpool noch nicht um das Recht dazu.',
  how: 'Wie man sie einschaltet, wenn man diese Website betreibt',
  step1:
    'Erlauben Sie dem App-Client diesen Scope, in AllowedOAuthScopes oder unter „Custom scopes“ seiner Anmeldeseiten in der Konsole:',
  step2: 'Nehmen Sie ihn in die Einstellung auf:',
  step3: 'Starten Sie die Website neu. Wer angemeldet ist, meldet sich noch einmal an.',
};
