import type { Words } from '../words.js';

export const accountPage: Words['accountPage'] = {
  title: 'Il tuo account',
  places: 'Account',
  overview: 'Panoramica',
  profile: 'Profilo',
  security: 'Sicurezza',
  signIns: 'Accessi',
  lead: 'Il tuo account, come lo conosce questa app.',
  who: 'Chi sei',
  saidByIdToken: 'Lo dice il ⁑token di identità⁑',
  saidByIdTokenOrUserInfo: 'Lo dice il ⁑token di identità⁑, o ⁑userInfo⁑ dove il token lo tralascia',
  verified: 'confermato',
  notVerified: 'non confermato',
  groups: 'I tuoi gruppi',
  saidByBoth: 'Lo dicono il ⁑token di identità⁑ e il ⁑token di accesso⁑',
  noGroups:
    'Non sei in nessun gruppo. Le pagine aperte a chiunque abbia effettuato l’accesso lo sono anche per te.',
  opensAdmin: 'Apre la pagina di gestione.',
  opensNothing: 'Niente su questo sito lo richiede.',
  scopes: 'Cosa può fare questa app',
  saidByAccessToken: 'Lo dice il ⁑token di accesso⁑',
  saidByTokenResponse: 'Lo dice la ⁑risposta che ha dato i token⁑',
  noScopes: 'Niente a tuo nome.',
  session: 'Questa sessione',
  keptHere: 'Lo tiene ⁑questo sito⁑',
  started: 'Accesso qui',
  proved: 'Ultima prova che sei tu',
  notSaid: 'il servizio di accesso non lo dice',
  idle: 'Termina se non usata per',
  ends: 'Termina in ogni caso',
  everySignIn: 'Vedi tutti gli accessi',
  tokens: 'Token',
  neverSent: 'Restano sul server e non vanno mai a un browser',
  idToken: 'Token di identità',
  idTokenIsFor: 'dice chi sei',
  accessToken: 'Token di accesso',
  accessTokenIsFor: 'dice cosa può fare questa app per te',
  partLeft: (token) => `${token}: parte della durata che resta`,
  tokenEnds: 'Scade',
  andThen: 'E poi?',
  renewed:
    'Vengono ⁑rinnovati in background⁑ quando manca meno di un minuto e apri una pagina. L’ultima volta:',
  refused: (pool) =>
    `Se il ${pool} ⁑rifiuta⁑ di rinnovarli, questa sessione termina e ti viene chiesto di accedere.`,
  away: (pool, length) =>
    `Se il ${pool} ⁑non è raggiungibile⁑, le tue pagine vanno avanti ancora per ${length}, e non vieni disconnesso.`,
  notRenewed: (pool) =>
    `Il ${pool} non ha dato un token di aggiornamento, quindi questa sessione termina con il token di accesso e ti viene chiesto di accedere.`,
};

export const claims: Words['claims'] = {
  labels: {
    'name': 'Nome completo',
    'email': 'Indirizzo e-mail',
    'cognito:username': 'Nome utente',
    'identities': 'Accesso tramite',
    'sub': 'Soggetto',
    'iss': 'Emittente',
    'given_name': 'Nome',
    'family_name': 'Cognome',
    'middle_name': 'Secondo nome',
    'nickname': 'Soprannome',
    'preferred_username': 'Nome utente preferito',
    'profile': 'Pagina del profilo',
    'picture': 'Immagine',
    'website': 'Sito web',
    'gender': 'Genere',
    'birthdate': 'Data di nascita',
    'zoneinfo': 'Fuso orario',
    'locale': 'Lingua',
    'phone_number': 'Numero di telefono',
    'cognito:preferred_role': 'Ruolo preferito',
  },
  scopes: {
    'openid': 'Farti accedere con un token di identità.',
    'email': 'Vedere il tuo indirizzo e-mail.',
    'profile': 'Vedere il tuo nome e il resto del tuo profilo.',
    'phone': 'Vedere il tuo numero di telefono.',
    'aws.cognito.signin.user.admin':
      'Lasciarti modificare qui il tuo profilo e le tue impostazioni di sicurezza.',
  },
  otherScope: 'Chiamare un altro servizio a tuo nome.',
};

export const places: Words['places'] = {
  unknownBrowser: 'Un browser sconosciuto',
  unknownDevice: 'Un dispositivo sconosciuto',
  on: (browser, device) => `${browser} su ${device}`,
  unknownAddress: 'un indirizzo sconosciuto',
  thisComputer: 'questo computer',
  privateNetwork: (address) => `una rete privata (${address})`,
};

export const signInsPage: Words['signInsPage'] = {
  title: 'I tuoi accessi',
  lead: 'Ogni browser con cui risulti connesso a questo sito.',
  ended:
    'Quell’accesso è terminato. Non vale più nemmeno ciò che la pagina di accesso ricorda da prima: per 24 ore, chi torna a tuo nome deve accedere di nuovo. Un account aziendale o di un altro provider può farlo senza chiedere nulla.',
  gone: 'Quell’accesso era già terminato.',
  poolEnded:
    'Il pool di utenti ha terminato quella sessione e ciò che la farebbe tornare. Il suo elenco può mostrarla ancora per qualche secondo.',
  poolRefused: 'Il pool di utenti non ha terminato quella sessione.',
  count: (count) => `${count} ${count === 1 ? 'accesso' : 'accessi'} a questo sito`,
  more: (count) =>
    count === 1 ? 'Mostrane un altro, meno recente' : `Mostrane altri ${count}, meno recenti`,
  thisOne: 'questo',
  from: (address) => `Da ${address}`,
  lastSeen: 'Ultima attività',
  signedIn: 'accesso',
  end: 'Termina accesso',
  endOf: (browser, started) => `di ${browser}, iniziato ${started}`,
  everywhere:
    'Termina tutti questi accessi in una volta, anche questo, e revoca i loro token di aggiornamento. Per tornare, ciascuno di questi browser deve accedere di nuovo.',
  everywhereApps:
    '⁑Vengono disconnesse anche le altre tue app di questo pool di utenti⁑, pure sui telefoni: il pool di utenti non accetta più nessuno dei loro token.',
  everywhereBrowsers: 'La sua pagina di accesso dimentica ogni browser.',
  survives: 'Cosa non termina quando termina un accesso',
  survivesLead:
    'La sessione qui finisce subito, e al pool di utenti viene chiesto di revocare il suo token di aggiornamento. Fuori da questo sito, alcune cose vanno avanti per un po’:',
  survivesTracked:
    '⁑Ciò che ricorda la pagina di accesso.⁑ Terminare un accesso a questo sito non lo tocca; si trova nel secondo elenco e si termina lì, o uscendo ovunque. Questo sito non ne tiene conto: a chi ha terminato qui un accesso viene chiesta la password in ogni browser che torna entro 24 ore.',
  survivesCognito:
    '⁑Il cookie del pool di utenti.⁑ La pagina di accesso ricorda un browser dopo che vi è stata inserita la password, per un’ora se non è impostato altrimenti, e altri siti dello stesso pool possono tenerne conto. Questo no: a chi ha terminato qui un accesso viene chiesta la password in ogni browser che torna entro 24 ore.',
  survivesElsewhere:
    '⁑Il cookie del servizio di accesso.⁑ Può ricordare un browser per un po’, e altri siti possono tenerne conto. Questo no: chi ha terminato qui un accesso deve accedere di nuovo in ogni browser che torna entro 24 ore.',
  survivesTokens:
    '⁑I token di accesso già dati.⁑ Questo sito non li usa più, ma un altro servizio che ne ha uno e ne verifica solo la firma lo accetta fino alla scadenza, un’ora al massimo se non è impostato altrimenti.',
  survivesProvider:
    '⁑Un account aziendale o di un altro provider.⁑ Se hai effettuato l’accesso con uno di questi, lì sei ancora connesso, e un browser può rientrare senza che venga chiesto nulla. Esci anche lì.',
};

export const poolSessions: Words['poolSessions'] = {
  heading: 'Cosa sa il pool di utenti',
  lead: 'Ogni browser che la sua pagina di accesso ricorda e ogni app che ha token a tuo nome, anche sui telefoni. Gli accessi qui sopra vi compaiono un’altra volta, come li vede il pool di utenti: un sito che rinnova i token sul proprio server, come questo, mostra l’indirizzo di quel server. Una sessione di questo sito che termini qui se ne accorge solo al prossimo rinnovo dei suoi token; qui sopra termina subito.',
  signInPage: 'pagina di accesso',
  thisSite: 'questo sito',
  app: 'app',
  remembered: 'La pagina di accesso lo ricorda per tutte le app.',
  cameThrough: (count) =>
    count === 1 ? 'Di qui è passata 1 sessione di un’app.' : `Di qui sono passate ${count} sessioni di app.`,
  tokensOfThisSite: 'Token di questo sito',
  tokensOfClient: 'Token del client dell’app',
  begun: 'iniziata',
  lastActive: 'Ultima attività',
  end: 'Termina',
  endWithApps: 'Termina con le sue app',
};

export const adminPage: Words['adminPage'] = {
  title: 'Gestione',
  group: 'Gruppo',
  lead: (group) =>
    `Vedi questa pagina perché i tuoi token dicono che sei nel gruppo ⁑${group}⁑. Chiunque altro abbia effettuato l’accesso riceve una pagina che dice di no.`,
  guard: 'Cosa la protegge',
  guardText:
    'Una riga sulla route. Senza sessione manda ad accedere; con una sessione ma senza il gruppo risponde 403, e non reindirizza mai.',
  route: 'La route di questa pagina',
  changes: 'Quando i tuoi gruppi cambiano',
  changesText:
    'I gruppi si leggono nei token, e il pool di utenti ve li scrive quando ne emette o ne rinnova uno. Chi lascia il gruppo conserva questa pagina finché i suoi token non vengono rinnovati, un’ora al massimo con l’impostazione predefinita di Cognito; chi vi entra può uscire e accedere di nuovo per vederla prima.',
  yours: 'I tuoi gruppi:',
};

export const awsPage: Words['awsPage'] = {
  title: 'Le tue credenziali AWS',
  lead: 'Temporanee e tenute sul server: ciò che questo sito fa in AWS a tuo nome, lo fa con queste.',
  inUse: 'In uso',
  givenBy: 'Date dal ⁑pool di identità⁑ per il tuo ⁑token di identità⁑',
  identity: 'Identità',
  accessKey: 'Chiave di accesso',
  secret: 'Chiave segreta, token di sessione',
  kept: 'tenuti sul server, non mostrati a nessuno',
  partLeft: 'Parte della loro durata che resta',
  fetched: 'Ottenute',
  theyEnd: 'Scadono',
  anew: 'Vengono ⁑richieste di nuovo⁑ quando mancano pochi minuti, e quando il tuo accesso viene rinnovato: da quel momento conta un nuovo gruppo.',
  signOut: 'Quando ⁑esci⁑, questo sito le dimentica. AWS, per conto suo, le accetterebbe fino alla scadenza.',
  role: 'Il tuo ruolo',
  asked: (role) => `Hai chiesto il ruolo ⁑${role}⁑.`,
  leaveChoice: 'Lascia la scelta ad AWS',
  chose: 'AWS ha scelto secondo le regole del pool di identità.',
  choseByToken:
    'AWS ha scelto secondo le regole del pool di identità: per lo più prendono il ruolo preferito del token.',
  noRoles:
    'Nessuno dei tuoi gruppi ha un ruolo, quindi ricevi quello di chiunque abbia effettuato l’accesso.',
  preferred: 'preferito',
  askedFor: 'chiesto',
  ask: 'Chiedi questo ruolo',
};
