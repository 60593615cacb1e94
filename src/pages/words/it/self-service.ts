import type { Words } from '../words.js';

export const outcomes: Words['outcomes'] = {
  'draft':
    'La tua sessione è terminata mentre scrivevi. Ciò che hai scritto è di nuovo nel modulo e non è stato inviato: rileggilo e invialo.',
  'saved': 'Salvato.',
  'unchanged': 'Non c’era niente di diverso, quindi non è stato cambiato niente.',
  'address-confirmed': 'È confermato.',
  'address-removed': 'Il numero è stato tolto.',
  'address-kept': 'Tutto resta com’era. Il codice inviato non viene più richiesto.',
  'address-restored': 'Il valore precedente è di nuovo al suo posto.',
  'code-sent': 'Un altro codice è in arrivo. Vale solo il più recente.',
  'password-changed':
    'La tua password è cambiata, e gli altri tuoi accessi a questo sito sono terminati. Questo va avanti.',
  'sign-ins-go-on':
    'La tua password è cambiata, ma non è stato possibile terminare tutti gli altri tuoi accessi a questo sito. Terminali nella pagina degli accessi.',
  'app-on': 'La tua app di autenticazione è configurata. Da ora la pagina di accesso ne chiede il codice.',
  'app-off':
    'Il pool di utenti conosce la tua app di autenticazione, ma non è stato possibile attivarla. Attivala qui sotto.',
  'factor-changed': 'Il tuo secondo fattore è cambiato. Vale dal prossimo accesso.',
  'device-forgotten': 'Quel dispositivo è dimenticato.',
  'passkey-removed': 'Quella passkey è stata tolta. Non fa più accedere nessuno.',
  'passkey-added': 'È stata aggiunta una passkey.',
  'passkey-not-added':
    'Non è stata aggiunta nessuna passkey. La pagina del pool di utenti richiede un accesso recente: esci, accedi di nuovo e riprova.',
  'gone': 'Non c’era già più.',
};

export const selfService: Words['selfService'] = {
  managed: (provider) =>
    `Accedi tramite ⁑${provider}⁑, che ogni volta dice cosa si trova qui. Modificalo lì.`,
  passwordElsewhere: (provider) =>
    `Accedi tramite ⁑${provider}⁑. La tua password è tenuta lì, e lì si cambia.`,
  code: 'Codice',
  confirm: 'Conferma',
  cancel: 'Annulla',
};

export const profilePage: Words['profilePage'] = {
  title: 'Il tuo profilo',
  lead: 'Ciò che il pool di utenti sa di te, per ogni app a cui accedi con esso.',
  about: 'Su di te',
  managedHere: 'Una modifica fatta qui verrebbe annullata dal tuo prossimo accesso.',
  more: 'Altro su di te',
  save: 'Salva',
  addresses: 'Dove raggiungerti',
  none: 'nessuno',
  confirmed: 'confermato',
  notConfirmed: 'non confermato',
  add: 'Aggiungi',
  change: 'Modifica',
  others: 'Impostato da chi gestisce il pool di utenti',
  hints: {
    name: 'Come ti chiamano questo sito e altri.',
    zoneinfo: 'Per esempio Europe/Rome.',
    locale: 'Per esempio it o it-CH.',
  },
  unprintable: 'Qui c’è un carattere che non si può mostrare. Scrivilo di nuovo.',
  badWebsite: 'L’indirizzo deve iniziare con https://.',
  badDate: 'Scrivi la data come anno, mese e giorno: 1815-12-10.',
};

export const addressPage: Words['addressPage'] = {
  email: {
    label: 'Indirizzo e-mail',
    title: 'Modifica il tuo indirizzo e-mail',
    field: 'Nuovo indirizzo e-mail',
    hint: '',
    place: 'Guarda nella tua posta in arrivo. Ha sei cifre.',
    problem: 'Scrivi un indirizzo e-mail, come ada@example.com.',
  },
  phone: {
    label: 'Numero di telefono',
    title: 'Modifica il tuo numero di telefono',
    field: 'Nuovo numero di telefono',
    hint: 'Con il prefisso del paese: +39 312 345 6789. Lascialo vuoto per non avere qui nessun numero.',
    place: 'Guarda nei tuoi messaggi. Ha sei cifre.',
    problem: 'Scrivi il numero con il prefisso del paese e le cifre: +39 312 345 6789.',
  },
  same: 'È quello che hai già.',
  codeMissing: 'Scrivi il codice che è stato inviato.',
  onItsWay: (destination) => `Un codice è in arrivo a ⁑${destination}⁑.`,
  isTaken: (address) => `${address} è già impostato, e conta come tuo quando il codice è tornato.`,
  nothingChanges: 'Finché non torna, non cambia niente.',
  stays: (address) => `Finché non torna, ${address} resta il tuo.`,
  another: 'Invia un altro codice',
  restore: 'Ripristina il precedente',
  now: (address) => `Ora è ⁑${address}⁑.`,
  nowUnconfirmed: (address) => `Ora è ⁑${address}⁑, e non è mai stato confermato.`,
  sendToConfirm: 'Invia un codice per confermarlo',
  goesThere: 'Lì viene inviato un codice, per vedere che sia tuo.',
  send: 'Invia il codice',
};

export const securityPage: Words['securityPage'] = {
  title: 'Sicurezza',
  lead: 'Come accedi, qui e in ogni app di questo pool di utenti. Le modifiche richiedono un accesso degli ultimi dieci minuti.',
  password: 'Password',
  passwordEnds: 'Una nuova password termina gli altri tuoi accessi a questo sito.',
  changePassword: 'Cambia password',
  factor: 'Secondo fattore',
  factorElsewhere: (provider) =>
    `È ${provider} a decidere se chiederne uno. Il pool di utenti non ne chiede un altro in più.`,
  factorLead: 'Richiesto dopo la password, perché una password rubata da sola non apra niente.',
  factors: {
    app: {
      label: 'App di autenticazione',
      about: 'Mostra un nuovo codice ogni mezzo minuto, anche senza rete.',
    },
    email: { label: 'Codice via e-mail', about: 'Inviato al tuo indirizzo confermato.' },
    sms: {
      label: 'Codice via SMS',
      about: 'Inviato al tuo numero confermato. I numeri si possono sottrarre: un’app è più sicura.',
    },
  },
  on: 'attivo',
  onFirst: 'attivo, richiesto per primo',
  setUp: 'Configura',
  confirmAddress: 'Conferma l’indirizzo',
  turnOn: 'Attiva',
  askFirst: 'Chiedi per primo',
  turnOff: 'Disattiva',
  passkeys: 'Passkey',
  passkeysLead:
    'Ti fanno accedere con il blocco del tuo dispositivo al posto di una password. Si aggiungono nella pagina del pool di utenti stesso.',
  passkeysOff: 'Questo pool di utenti non accetta più le passkey: queste non fanno accedere nessuno.',
  added: 'Aggiunta',
  remove: 'Togli',
  addPasskey: 'Aggiungi una passkey',
  namelessPasskey: 'Una passkey senza nome',
  devices: 'Dispositivi ricordati',
  noDevices:
    'Nessuno. Il pool di utenti ricorda solo i dispositivi delle app per telefono e desktop, dove è impostato così; i browser sono tra i tuoi accessi.',
  namelessDevice: 'Un dispositivo senza nome',
  notTrusted: 'non attendibile',
  forget: 'Dimentica',
  sessions: 'Dove hai effettuato l’accesso',
  sessionsLead: 'Ogni browser, con un modo per terminarne uno, o tutti in una volta.',
  delete: 'Elimina il tuo account',
  deleteLead: 'Lo toglie dal pool di utenti, per questo sito e per ogni altro. Non si può annullare.',
  deleteButton: 'Elimina account…',
};

export const passwordPage: Words['passwordPage'] = {
  title: 'Cambia la tua password',
  needs: 'Se questo pool di utenti non è impostato altrimenti, una nuova password richiede:',
  rules: [
    'almeno 8 caratteri',
    'una lettera minuscola e una maiuscola',
    'un numero',
    'un simbolo, come - o !',
  ],
  present: 'Password attuale',
  presentHint:
    'Lasciala vuota se il tuo account non ne ha ancora una, perché entri con una passkey o con dei codici.',
  new: 'Nuova password',
  again: 'Ripeti la nuova password',
  missing: 'Scrivi una nuova password.',
  differ: 'Le due password non coincidono. Scrivile di nuovo.',
  same: 'È la password che hai già.',
  ends: 'Gli altri tuoi accessi a questo sito terminano, e questo va avanti. Le altre app restano connesse finché non esci ovunque.',
  button: 'Cambia password',
};

export const authenticatorPage: Words['authenticatorPage'] = {
  title: 'Configura un’app di autenticazione',
  needs:
    'Ti serve un’app che mostri codici, per esempio sul telefono, o un gestore di password. Riceve da qui una chiave, e da allora mostra ogni mezzo minuto un nuovo codice, che la pagina di accesso richiede.',
  replaces: 'Un’app configurata in precedenza viene sostituita quando la nuova è confermata.',
  show: 'Mostra la chiave',
  point: 'Inquadra questa immagine con la fotocamera dell’app.',
  picture: 'Codice QR con la chiave per la tua app di autenticazione',
  open: 'Aprila in un’app su questo dispositivo',
  type: 'Oppure inserisci a mano questa chiave:',
  typeCode: 'Scrivi il codice che mostra l’app.',
  sixDigits: 'Le sei cifre che l’app mostra ora.',
  wrongShape: 'L’app mostra sei cifre. Scrivile qui.',
  notTaken: 'Il pool di utenti non ha accettato quel codice. Aspetta il prossimo.',
  secret:
    'Non cambia niente finché il codice non è confermato. Tieni la chiave fuori da foto e messaggi: chi ce l’ha, ha il tuo secondo fattore.',
};

export const deletePage: Words['deletePage'] = {
  title: 'Elimina il tuo account',
  ask: 'Vuoi eliminare il tuo account?',
  facts: [
    'Il pool di utenti ti dimentica: nome, indirizzi, password, secondo fattore, passkey. ⁑Non si può annullare.⁑',
    'Qui vieni disconnesso in ogni browser, e le altre app di questo pool di utenti non ti fanno più entrare.',
    'Ciò che altri servizi hanno su di te resta a loro. Se accedi con un account aziendale o di un altro provider, quell’account resta, e accedere di nuovo con esso ne crea qui uno nuovo, vuoto.',
  ],
  typeIt: (confirmation) => `Per continuare, scrivi ⁑${confirmation}⁑.`,
  field: 'Scrivilo qui',
  wrong: (confirmation) => `Questo non è ${confirmation}. Non è stato eliminato niente.`,
  button: 'Elimina il mio account',
  keep: 'Tienilo',
};

export const noSelfServicePage: Words['noSelfServicePage'] = {
  title: 'Non attivo',
  notNow: 'Al momento non è possibile',
  saidNo: 'Il pool di utenti ha detto di no',
  yourAccount: 'Il tuo account',
  notHere: 'Questo non si può fare qui',
  notHereWhy:
    'Profilo e sicurezza sono tenuti dal tuo servizio di accesso, e si modificano lì. Questo sito può modificarli solo dove si accede con un pool di utenti di Amazon Cognito.',
  onceMore: 'Accedi ancora una volta per modificarlo',
  onceMoreWhy:
    'Questo sito chiede al pool di utenti il diritto di modificare il tuo profilo e le tue impostazioni di sicurezza. Il tuo accesso è di prima che lo facesse, oppure il pool di utenti non lo ha concesso.',
  operator:
    'Per chi gestisce questo sito, se resta così: consenti questo ambito sul client dell’app (AllowedOAuthScopes):',
  off: 'La gestione in autonomia non è attiva',
  offWhy:
    'Questo sito può lasciarti modificare il tuo profilo, la tua password e il tuo secondo fattore. Non ne chiede ancora il diritto al pool di utenti.',
  how: 'Come la attiva chi gestisce questo sito',
  step1:
    'Consenti questo ambito sul client dell’app, in AllowedOAuthScopes, o tra i «Custom scopes» delle sue pagine di accesso nella console:',
  step2: 'Aggiungilo all’impostazione:',
  step3: 'Riavvia il sito. Chi ha effettuato l’accesso accede ancora una volta.',
};
