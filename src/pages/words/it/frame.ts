import type { Words } from '../words.js';

export const frame: Words['frame'] = {
  skip: 'Vai al contenuto',
  main: 'Menu principale',
  account: 'Account',
  signIns: 'Accessi',
  signedInAs: 'Hai effettuato l’accesso come',
  signIn: 'Accedi',
  signInAgain: 'Accedi di nuovo',
  signOut: 'Esci',
  signOutEverywhere: 'Esci ovunque',
  home: 'Pagina iniziale',
  back: 'Indietro',
  error: 'Errore',
  footer:
    'L’integrazione di riferimento di Amazon Cognito per Express. I token restano sul server; il browser tiene un solo cookie, da cui non si legge nulla.',
  sessionEnded: 'La tua sessione è terminata.',
  mayBeOld: 'Ciò che mostra questa pagina potrebbe non essere aggiornato.',
  somebodyElse: 'Nel frattempo qui ha effettuato l’accesso un’altra persona.',
  showTheirPage: 'Mostra la sua pagina',
  pool: { cognito: 'pool di utenti', other: 'servizio di accesso' },
};

export const moments: Words['moments'] = {
  months:
    'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(
      ' ',
    ),
  exact: (day, month, year, time) => `${day} ${month} ${year} alle ore ${time} UTC`,
  justNow: 'proprio ora',
  soon: 'tra meno di un minuto',
  ahead: (length) => `tra ${length}`,
  ago: (length) => `${length} fa`,
  minutes: (count) => `${count} ${count === 1 ? 'minuto' : 'minuti'}`,
  hours: (count) => `${count} ${count === 1 ? 'ora' : 'ore'}`,
  days: (count) => `${count} ${count === 1 ? 'giorno' : 'giorni'}`,
};

export const signOutPage: Words['signOutPage'] = {
  title: 'Esci',
  ask: 'Vuoi uscire?',
  signedInAs: (name) => `Hai effettuato l’accesso come ⁑${name}⁑.`,
  ends: 'Uscendo, questa sessione termina.',
  endsAndRevokes: (pool) =>
    `Uscendo, questa sessione termina, i suoi token vengono revocati e passi dall’uscita del ${pool}: la prossima persona a questo browser dovrà accedere a sua volta.`,
  endsThrough: (pool) =>
    `Uscendo, questa sessione termina e passi dall’uscita del ${pool}: la prossima persona a questo browser dovrà accedere a sua volta.`,
  endsHere: (pool) =>
    `Uscendo, questa sessione termina qui. Il ${pool} non ha un’uscita propria, e potrebbe far entrare la prossima persona a questo browser senza chiedere nulla.`,
  stay: 'Resta connesso',
  others: 'Anche sugli altri dispositivi?',
  othersEnd:
    'Termina tutte le sessioni che hai su questo sito. Per tornare, ogni browser deve accedere di nuovo.',
  appsEndToo: 'Vengono disconnesse anche le altre tue app di questo pool di utenti.',
  nobody: 'Non hai effettuato l’accesso',
  nothingToEnd: 'In questo browser non c’è nessuna sessione di questo sito da terminare.',
  shared: 'È un computer condiviso?',
  mayRemember: (pool) =>
    `La pagina di accesso del ${pool} potrebbe ricordare ancora questo browser, e far entrare la prossima persona senza password.`,
  forget: 'Falle dimenticare questo browser',
};

export const signedOutPage: Words['signedOutPage'] = {
  title: 'Uscita effettuata',
  stillTitle: 'Ancora connesso',
  deletedTitle: 'Account eliminato',
  still: 'Sei ancora connesso',
  stillWhy:
    'Questa è la pagina a cui porta l’uscita, ma in questo browser nessuno è uscito, oppure da allora qualcuno ha effettuato di nuovo l’accesso.',
  deleted: 'L’account è eliminato',
  deletedWhy:
    'Il pool di utenti lo ha dimenticato, e qui è disconnesso in ogni browser. La pagina di accesso potrebbe ricordare ancora questo browser, ma senza un account da far entrare.',
  ofThisSite: 'Sei uscito da questo sito',
  allEnded: 'Tutte le tue sessioni qui sono terminate.',
  appsLeft:
    '⁑Le altre tue app potrebbero essere ancora connesse.⁑ Non è stato possibile chiedere al pool di utenti di disconnetterle. Accedi ancora una volta, poi esci ovunque.',
  haveForget: (pool) => `Fai dimenticare questo browser al ${pool}`,
  done: 'Sei uscito',
  gone: 'La tua sessione qui è terminata. Questo sito non ha più i suoi token.',
  revokedAndForgotten: (pool) =>
    `La tua sessione qui è terminata, e al ${pool} è stato chiesto di revocare i suoi token e di dimenticare questo browser.`,
  forgotten: (pool) =>
    `La tua sessione qui è terminata, e al ${pool} è stato chiesto di dimenticare questo browser. Non ha modo di revocare i token: questo sito non ha più quelli di questa sessione, che scadono da soli.`,
  revoked: (pool) => `La tua sessione qui è terminata. Al ${pool} è stato chiesto di revocare i suoi token.`,
  runOut: 'La tua sessione qui è terminata. Questo sito non ha più i suoi token, che scadono da soli.',
  notAsked: (pool) =>
    `⁑Il ${pool} potrebbe ricordare ancora questo browser.⁑ Non gli è stato chiesto di dimenticarlo. Su un computer condiviso, esci anche lì prima di andartene.`,
  notReached: (pool) =>
    `⁑Il ${pool} non era raggiungibile.⁑ La sua pagina di accesso potrebbe ricordare ancora questo browser. Su un computer condiviso, esci anche lì prima di andartene.`,
  notReachedCognito: (pool) =>
    `⁑Il ${pool} non era raggiungibile.⁑ La sua pagina di accesso potrebbe ricordare ancora questo browser, per un’ora da quando è stata inserita la password se non è impostato altrimenti. Su un computer condiviso, esci anche lì prima di andartene.`,
  tryAgain: 'Riprova',
  notEnded: 'Cosa non termina con l’uscita',
  facts: (pool) => [
    '⁑Altri browser e dispositivi.⁑ Restano connessi, a meno che tu non sia uscito ovunque. In quel caso ciascuno deve accedere di nuovo, per 24 ore, qualunque cosa ricordi la pagina di accesso.',
    `⁑I token di accesso già dati.⁑ Un altro servizio che ne ha uno e ne verifica solo la firma lo accetta fino alla scadenza, un’ora al massimo se il ${pool} non è impostato altrimenti.`,
    '⁑Un account aziendale o di un altro provider.⁑ Se hai effettuato l’accesso con uno di questi, lì sei ancora connesso, e un browser può rientrare senza che venga chiesto nulla.',
  ],
};

export const problemPage: Words['problemPage'] = {
  stillSignedIn: '⁑Se eri connesso, lo sei ancora.⁑ Un’interruzione del servizio non disconnette nessuno.',
  seconds: (count) =>
    count === 1 ? 'Dovrebbe bastare circa 1 secondo.' : `Dovrebbero bastare circa ${count} secondi.`,
  forGroup: 'È per il gruppo',
  startAgain: 'Ricomincia',
  tryAgain: 'Riprova',
  code: 'Codice',
  requestId: 'ID della richiesta',
};
