import type { Words } from '../words.js';

export const accountPage: Words['accountPage'] = {
  title: 'Ihr Konto',
  places: 'Konto',
  overview: 'Übersicht',
  profile: 'Profil',
  security: 'Sicherheit',
  signIns: 'Anmeldungen',
  lead: 'Ihr Konto, wie diese App es kennt.',
  who: 'Wer Sie sind',
  saidByIdToken: 'Das sagt das ⁑ID-Token⁑',
  saidByIdTokenOrUserInfo: 'Das sagt das ⁑ID-Token⁑, oder ⁑userInfo⁑, wo das Token es weglässt',
  verified: 'bestätigt',
  notVerified: 'nicht bestätigt',
  groups: 'Ihre Gruppen',
  saidByBoth: 'Das sagen ⁑ID-Token⁑ und ⁑Access-Token⁑',
  noGroups: 'Sie sind in keiner Gruppe. Seiten für alle Angemeldeten stehen Ihnen offen.',
  opensAdmin: 'Öffnet die Verwaltungsseite.',
  opensNothing: 'Nichts auf dieser Website fragt danach.',
  scopes: 'Was diese App darf',
  saidByAccessToken: 'Das sagt das ⁑Access-Token⁑',
  saidByTokenResponse: 'Das sagt die ⁑Token-Antwort⁑',
  noScopes: 'Nichts in Ihrem Namen.',
  session: 'Diese Sitzung',
  keptHere: 'Das merkt sich ⁑diese Website⁑',
  started: 'Hier angemeldet',
  proved: 'Letzter Nachweis, dass Sie es sind',
  notSaid: 'sagt der Anmeldedienst nicht',
  idle: 'Endet, wenn sie so lange nicht benutzt wird',
  ends: 'Endet auf jeden Fall',
  everySignIn: 'Alle Anmeldungen ansehen',
  tokens: 'Token',
  neverSent: 'Sie bleiben auf dem Server und gehen nie an einen Browser',
  idToken: 'ID-Token',
  idTokenIsFor: 'sagt, wer Sie sind',
  accessToken: 'Access-Token',
  accessTokenIsFor: 'sagt, was diese App für Sie tun darf',
  partLeft: (token) => `${token}: Teil der Laufzeit, der noch bleibt`,
  tokenEnds: 'Läuft ab',
  andThen: 'Und dann?',
  renewed:
    'Sie werden ⁑im Hintergrund erneuert⁑, wenn weniger als eine Minute bleibt und Sie eine Seite öffnen. Zuletzt:',
  refused: (pool) =>
    `Wenn der ${pool} das ⁑ablehnt⁑, endet diese Sitzung, und Sie werden gebeten, sich anzumelden.`,
  away: (pool, length) =>
    `Wenn der ${pool} ⁑nicht zu erreichen ist⁑, gehen Ihre Seiten noch ${length} weiter, und Sie werden nicht abgemeldet.`,
  notRenewed: (pool) =>
    `Der ${pool} hat kein Refresh-Token gegeben. Diese Sitzung endet also mit dem Access-Token, und Sie werden gebeten, sich anzumelden.`,
};

export const claims: Words['claims'] = {
  labels: {
    'name': 'Name',
    'email': 'E-Mail-Adresse',
    'cognito:username': 'Benutzername',
    'identities': 'Angemeldet über',
    'sub': 'Subjekt',
    'iss': 'Aussteller',
    'given_name': 'Vorname',
    'family_name': 'Nachname',
    'middle_name': 'Zweiter Vorname',
    'nickname': 'Spitzname',
    'preferred_username': 'Bevorzugter Benutzername',
    'profile': 'Profilseite',
    'picture': 'Bild',
    'website': 'Internetseite',
    'gender': 'Geschlecht',
    'birthdate': 'Geburtsdatum',
    'zoneinfo': 'Zeitzone',
    'locale': 'Sprache',
    'phone_number': 'Telefonnummer',
    'cognito:preferred_role': 'Bevorzugte Rolle',
  },
  scopes: {
    'openid': 'Sie mit einem ID-Token anmelden.',
    'email': 'Ihre E-Mail-Adresse sehen.',
    'profile': 'Ihren Namen und den Rest Ihres Profils sehen.',
    'phone': 'Ihre Telefonnummer sehen.',
    'aws.cognito.signin.user.admin': 'Sie hier Ihr eigenes Profil und Ihre Sicherheit ändern lassen.',
  },
  otherScope: 'In Ihrem Namen einen anderen Dienst aufrufen.',
};

export const places: Words['places'] = {
  unknownBrowser: 'Ein unbekannter Browser',
  unknownDevice: 'Ein unbekanntes Gerät',
  on: (browser, device) => `${browser} auf ${device}`,
  unknownAddress: 'einer unbekannten Adresse',
  thisComputer: 'diesem Computer',
  privateNetwork: (address) => `einem privaten Netz (${address})`,
};

export const signInsPage: Words['signInsPage'] = {
  title: 'Ihre Anmeldungen',
  lead: 'Jeder Browser, der auf dieser Website als Sie angemeldet ist.',
  ended:
    'Diese Anmeldung ist beendet. Auch was sich die Anmeldeseite von vorher gemerkt hat, gilt nicht: 24 Stunden lang muss sich neu anmelden, wer als Sie zurückkommt. Ein Firmenkonto oder ein anderer Anbieter tut das vielleicht ohne Nachfrage.',
  gone: 'Diese Anmeldung war schon beendet.',
  poolEnded:
    'Der Benutzerpool hat diese Sitzung beendet und das, was sie zurückbrächte. Seine Liste zeigt sie vielleicht noch einige Sekunden lang.',
  poolRefused: 'Der Benutzerpool hat diese Sitzung nicht beendet.',
  count: (count) => `${count} Anmeldung${count === 1 ? '' : 'en'} auf dieser Website`,
  more: (count) => `${count} weitere zeigen, die zuletzt vor diesen gesehen wurden`,
  thisOne: 'diese hier',
  from: (address) => `Von ${address}`,
  lastSeen: 'Zuletzt gesehen',
  signedIn: 'angemeldet',
  end: 'Anmeldung beenden',
  endOf: (browser, started) => `von ${browser}, begonnen ${started}`,
  everywhere:
    'Beendet alle auf einmal, auch diese hier, und widerruft ihre Refresh-Token. Jeder dieser Browser muss sich danach neu anmelden.',
  everywhereApps:
    '⁑Auch Ihre anderen Apps dieses Benutzerpools werden abgemeldet⁑, auf Telefonen ebenfalls: Der Benutzerpool nimmt keines ihrer Token mehr an.',
  everywhereBrowsers: 'Seine Anmeldeseite vergisst jeden Browser.',
  survives: 'Was nicht endet, wenn eine Anmeldung endet',
  survivesLead:
    'Die Sitzung hier ist sofort vorbei, und der Benutzerpool wird gebeten, ihr Refresh-Token zu widerrufen. Außerhalb dieser Website geht manches noch eine Weile weiter:',
  survivesTracked:
    '⁑Was sich die Anmeldeseite merkt.⁑ Das bleibt, wenn eine Anmeldung dieser Website endet; es steht in der zweiten Liste und wird dort beendet, oder durch „Überall abmelden“. Diese Website richtet sich nicht danach: Wer hier eine Anmeldung beendet hat, wird in jedem Browser, der innerhalb von 24 Stunden zurückkommt, nach dem Passwort gefragt.',
  survivesCognito:
    '⁑Das eigene Cookie des Benutzerpools.⁑ Die Anmeldeseite merkt sich einen Browser nach der Eingabe des Passworts, eine Stunde lang, wenn nichts anderes eingestellt ist, und andere Websites desselben Pools richten sich vielleicht danach. Diese nicht: Wer hier eine Anmeldung beendet hat, wird in jedem Browser, der innerhalb von 24 Stunden zurückkommt, nach dem Passwort gefragt.',
  survivesElsewhere:
    '⁑Das eigene Cookie des Anmeldedienstes.⁑ Er merkt sich einen Browser vielleicht eine Weile, und andere Websites richten sich danach. Diese nicht: Wer hier eine Anmeldung beendet hat, muss sich in jedem Browser, der innerhalb von 24 Stunden zurückkommt, neu anmelden.',
  survivesTokens:
    '⁑Schon ausgegebene Access-Token.⁑ Diese Website verwendet sie nicht mehr, aber ein anderer Dienst, der eines hat und nur dessen Signatur prüft, nimmt es bis zu dessen Ablauf an, höchstens eine Stunde lang, wenn nichts anderes eingestellt ist.',
  survivesProvider:
    '⁑Ein Firmenkonto oder ein Konto bei einem anderen Anbieter.⁑ Wenn Sie sich darüber angemeldet haben, sind Sie dort noch angemeldet, und ein Browser kommt damit vielleicht ohne Nachfrage wieder herein. Melden Sie sich auch dort ab.',
};

export const poolSessions: Words['poolSessions'] = {
  heading: 'Was der Benutzerpool weiß',
  lead: 'Jeder Browser, den sich die Anmeldeseite merkt, und jede App, die Token von Ihnen hat, auch auf Telefonen. Die Anmeldungen oben sind noch einmal darunter, so wie der Benutzerpool sie sieht: Eine Website wie diese, die Token auf ihrem Server erneuert, zeigt dessen Adresse. Eine Sitzung dieser Website, die Sie hier beenden, merkt es erst, wenn ihre Token das nächste Mal erneuert werden; oben endet sie sofort.',
  signInPage: 'Anmeldeseite',
  thisSite: 'diese Website',
  app: 'App',
  remembered: 'Für alle Apps bei der Anmeldeseite gemerkt.',
  cameThrough: (count) =>
    count === 1 ? '1 Sitzung einer App kam darüber.' : `${count} Sitzungen von Apps kamen darüber.`,
  tokensOfThisSite: 'Token dieser Website',
  tokensOfClient: 'Token des App-Clients',
  begun: 'begonnen',
  lastActive: 'Zuletzt aktiv',
  end: 'Beenden',
  endWithApps: 'Mit den Apps beenden',
};

export const adminPage: Words['adminPage'] = {
  title: 'Verwaltung',
  group: 'Gruppe',
  lead: (group) =>
    `Sie sehen diese Seite, weil Ihre Token sagen, dass Sie in der Gruppe ⁑${group}⁑ sind. Alle anderen Angemeldeten bekommen eine Seite, die Nein sagt.`,
  guard: 'Was sie schützt',
  guardText:
    'Eine Zeile an der Route. Ohne Sitzung schickt sie zur Anmeldung; mit Sitzung, aber ohne die Gruppe antwortet sie 403 und leitet niemals weiter.',
  route: 'Die Route dieser Seite',
  changes: 'Wenn sich eine Mitgliedschaft ändert',
  changesText:
    'Gruppen werden aus Token gelesen, und der Benutzerpool schreibt sie dort hinein, wenn er eines ausstellt oder erneuert. Wer die Gruppe verlässt, behält diese Seite, bis die Token erneuert werden, mit Cognitos Voreinstellung höchstens eine Stunde lang; wer dazukommt, kann sich ab- und wieder anmelden, um sie früher zu sehen.',
  yours: 'Ihre Gruppen:',
};

export const awsPage: Words['awsPage'] = {
  title: 'Ihre AWS-Zugangsdaten',
  lead: 'Sie gelten auf Zeit und bleiben auf dem Server: Was diese Website in Ihrem Namen bei AWS tut, tut sie damit.',
  inUse: 'In Gebrauch',
  givenBy: 'Vom ⁑Identitätspool⁑ für Ihr ⁑ID-Token⁑ gegeben',
  identity: 'Identität',
  accessKey: 'Zugriffsschlüssel',
  secret: 'Geheimer Schlüssel, Sitzungstoken',
  kept: 'bleiben auf dem Server und werden niemandem gezeigt',
  partLeft: 'Teil ihrer Laufzeit, der noch bleibt',
  fetched: 'Geholt',
  theyEnd: 'Sie laufen ab',
  anew: 'Sie werden ⁑neu geholt⁑, wenn noch wenige Minuten bleiben und wenn Ihre Anmeldung erneuert wird: Von da an zählt eine neue Gruppe.',
  signOut:
    'Wenn Sie ⁑sich abmelden⁑, vergisst diese Website sie. AWS selbst nähme sie bis zu ihrem Ablauf weiter an.',
  role: 'Ihre Rolle',
  asked: (role) => `Sie haben die Rolle ⁑${role}⁑ verlangt.`,
  leaveChoice: 'AWS die Wahl überlassen',
  chose: 'AWS hat nach den Regeln des Identitätspools gewählt.',
  choseByToken:
    'AWS hat nach den Regeln des Identitätspools gewählt: Meist ist es die bevorzugte Rolle des Tokens.',
  noRoles: 'Keine Ihrer Gruppen hat eine Rolle. Sie bekommen also die für alle Angemeldeten.',
  preferred: 'bevorzugt',
  askedFor: 'verlangt',
  ask: 'Diese Rolle verlangen',
};
