import { identityPoolErrorsAlike, poolErrorsAlike } from '../alike.js';
import type { ErrorWords } from '../words.js';

const notSetUp = {
  title: 'Al momento non si possono avere credenziali AWS',
  happened:
    'Questo sito e la parte di AWS che dà le credenziali non sono impostati l’uno per l’altra, quindi succederebbe a chiunque. Resti connesso, e il tuo account non ha nessun problema.',
  advice:
    'Deve rimediare chi gestisce questo sito, che trova cosa cambiare nel log, sotto l’ID della richiesta. Torna più tardi.',
};

const notLetIn = {
  title: 'Il tuo account qui non può entrare',
  happened:
    'Il servizio di accesso conosce il tuo account, o potrebbe crearne uno, ma qui non lo fa entrare.',
  advice: 'Usa un altro account, o chiedi a chi gestisce questo sito.',
};

const providerTrouble = {
  title: 'L’accesso con l’altro tuo account non ha funzionato',
  happened:
    'Hai scelto di accedere con un altro account, per esempio quello di un’azienda, e il suo accesso non era raggiungibile o non è riuscito.',
  advice: 'Riprova tra un momento, o accedi in un altro modo.',
};

const unfinished = {
  title: 'Il servizio di accesso non è arrivato alla fine',
  happened:
    'Il servizio di accesso ha avuto un problema suo e ti ha rimandato qui. Non è colpa tua, e nessuno ha effettuato l’accesso.',
  advice:
    'Ricomincia tra un momento. Se succede due volte, dai a chi gestisce questo sito il codice e l’ID della richiesta.',
};

const tellThem = 'Se succede due volte, a chi gestisce questo sito servono il codice e l’ID della richiesta.';
const soonAgain = 'Riprova tra un momento.';
const fromHome = 'Controlla l’indirizzo, o parti dalla pagina iniziale.';

export const errors: ErrorWords = {
  byCode: {
    sign_in_expired: {
      title: 'Quell’accesso è scaduto',
      happened:
        'Sei tornato dalla pagina di accesso, ma in questo browser nessun accesso aspetta quella risposta. Era già stato usato, è durato più di dieci minuti o era iniziato in un altro browser.',
      advice: 'Ricomincia: ci vuole un momento. Non è stato cambiato niente.',
    },
    sign_in_invalid: {
      title: 'Quel link di accesso è danneggiato',
      happened: 'L’indirizzo che ti ha riportato dalla pagina di accesso non è di quelli che invierebbe.',
      advice:
        'Ricomincia da qui, e non da un segnalibro o da un link che ti è stato inviato. Se arrivi direttamente dalla pagina di accesso, potrebbe averti respinto senza dirlo: chi gestisce questo sito può scoprirlo con l’ID della richiesta.',
    },
    sign_in_refused: {
      title: 'L’accesso non è avvenuto',
      happened:
        'La pagina di accesso ti ha rimandato qui senza farti accedere. L’accesso è stato annullato, o il tuo account qui non può entrare.',
      advice: 'Ricomincia, o usa un altro account.',
    },
    not_signed_in: {
      title: 'Per favore, accedi',
      happened:
        'Questo è solo per chi ha effettuato l’accesso, e in questo browser non è così, o la sessione è terminata.',
      advice: 'Accedi, e arriverai dove stavi andando.',
    },
    forbidden: {
      title: 'Questo non è aperto per te',
      happened: 'Hai effettuato l’accesso, ma al tuo account manca il gruppo o il permesso richiesto qui.',
      advice:
        'Chiedi a chi gestisce questo sito di aggiungerti. Poi esci e accedi di nuovo, perché la modifica si veda.',
    },
    recent_sign_in_required: {
      title: 'Per favore, conferma che sei tu',
      happened: 'Questo richiede un accesso degli ultimi minuti, e il tuo è meno recente.',
      advice: 'Accedi ancora una volta, e arriverai dove stavi andando.',
    },
    authentication_level_required: {
      title: 'Questo richiede un accesso più sicuro',
      happened:
        'Ciò che volevi fare richiede un accesso più sicuro o più recente del tuo, per esempio con un secondo fattore, e la pagina di accesso non lo ha portato.',
      advice:
        'Ricomincia, e usa il tuo secondo fattore quando ti viene chiesto. Se non ne hai uno, configuralo prima, o chiedi a chi gestisce questo sito.',
    },
    cross_site: {
      title: 'Quella richiesta veniva da un altro sito',
      happened: 'Questo sito accetta modifiche solo dalle proprie pagine, quindi non è stato fatto niente.',
      advice: 'Apri la pagina qui, e fallo da lì.',
    },
    too_many_requests: {
      title: 'È stato un po’ troppo veloce',
      happened: 'Dal tuo indirizzo sono arrivate troppe richieste in poco tempo.',
      advice: 'Aspetta un momento e riprova.',
    },
    pool_rejected: {
      title: 'Non ci si poteva fidare della risposta',
      happened:
        'Il servizio di accesso ha dato una risposta che non ha superato ogni controllo, quindi è stata scartata. Nessuno ha effettuato l’accesso con essa.',
      advice: `Ricomincia. ${tellThem}`,
    },
    pool_misconfigured: {
      title: 'Al momento nessuno può accedere a questo sito',
      happened:
        'Il servizio di accesso e questo sito non sono impostati l’uno per l’altro, quindi succederebbe a chiunque. Non è colpa tua, e il tuo account non ha nessun problema.',
      advice: notSetUp.advice,
    },
    pool_unreachable: {
      title: 'Il servizio di accesso non è raggiungibile',
      happened: 'Questo sito si è rivolto al servizio di accesso e non ha avuto una risposta utilizzabile.',
      advice: soonAgain,
    },
    pool_timeout: {
      title: 'Il servizio di accesso ci mette troppo',
      happened:
        'Questo sito si è rivolto al servizio di accesso, ha aspettato e ha rinunciato prima che arrivasse una risposta.',
      advice: soonAgain,
    },
    store_unreachable: {
      title: 'Questo sito non riesce a consultare le sue sessioni',
      happened: 'Il posto in cui questo sito ricorda chi ha effettuato l’accesso al momento non risponde.',
      advice: soonAgain,
    },
  },
  byPoolError: {
    access_denied: {
      title: 'L’accesso non è avvenuto',
      happened: 'L’accesso è stato annullato prima della fine, o non è stato dato il consenso richiesto.',
      advice: 'Ricomincia, se vuoi accedere.',
    },
    account_just_linked: {
      title: 'I tuoi account sono appena stati uniti',
      happened:
        'Quello con cui sei arrivato appartiene d’ora in poi all’account che avevi già qui. L’accesso in sé non è andato a buon fine, e nessuno ha effettuato l’accesso.',
      advice: 'Ricomincia: dalla seconda volta funziona.',
    },
    ...poolErrorsAlike({ notLetIn, providerTrouble, unfinished }),
    ...identityPoolErrorsAlike(notSetUp),
    identity_pool_refuses_token: {
      title: 'AWS chiede un accesso più recente',
      happened:
        'AWS dà credenziali per un accesso in vigore, e non ha accettato il tuo. Forse è stato terminato altrove.',
      advice: `Accedi ancora una volta, e tornerai qui. ${tellThem}`,
    },
    identity_pool_refuses_role: {
      title: 'Quel ruolo non è a tua disposizione',
      happened: 'Sono state chieste credenziali AWS con un ruolo che nessuno dei tuoi gruppi ha.',
      advice: 'Lascia la scelta ad AWS, o prendi uno dei ruoli che indica la tua pagina AWS.',
    },
    identity_pool_refuses_person: {
      title: 'AWS non ti dà credenziali',
      happened: 'Hai effettuato l’accesso, ma AWS non dà credenziali al tuo account.',
      advice: 'Se pensi di doverle avere, chiedi a chi gestisce questo sito.',
    },
    identity_pool_login_taken: {
      title: 'Per AWS sei due persone',
      happened:
        'In AWS il tuo accesso appartiene già a un’altra identità, quindi per questa non dà credenziali.',
      advice: 'Chi gestisce questo sito può unire le due, e ha bisogno del codice e dell’ID della richiesta.',
    },
    identity_pool_throttles: {
      title: 'Ad AWS vengono chieste troppe credenziali insieme',
      happened: 'Sono state chieste più credenziali di quante AWS ne dia in un momento.',
      advice: soonAgain,
    },
    identity_pool_away: {
      title: 'AWS non è raggiungibile',
      happened: 'Questo sito ha chiesto ad AWS le tue credenziali e non ha avuto risposta in tempo.',
      advice: soonAgain,
    },
    identity_pool_answer_unusable: {
      title: 'La risposta di AWS non si è potuta usare',
      happened:
        'Questo sito ha chiesto ad AWS le tue credenziali, e ciò che è tornato non è ciò che AWS invierebbe.',
      advice: `Riprova più tardi. ${tellThem}`,
    },
  },
  byReason: {
    sign_in_is_from_before: {
      title: 'La pagina di accesso ha riportato un vecchio accesso',
      happened:
        'Gli accessi di questo account sono stati terminati, e ciò che ha riportato la pagina di accesso è di prima. Le è stato chiesto di farti accedere di nuovo, e non lo ha fatto. Quindi nessuno ha effettuato l’accesso.',
      advice:
        'Se accedi con un account aziendale o di un altro provider, esci prima da lì. Poi ricomincia, e inserisci la tua password quando ti viene chiesta.',
    },
    redirect_loop: {
      title: 'L’accesso continua a girare in tondo',
      happened:
        'Questo browser è stato mandato ad accedere più e più volte, quindi questo sito ha smesso di farlo.',
      advice:
        'Verifica che i cookie siano consentiti per questo sito, chiudi le sue altre schede, aspetta un minuto e riprova.',
    },
  },
  byStatus: {
    400: {
      title: 'Quella richiesta non si è potuta leggere',
      happened: 'Qualcosa nell’indirizzo o in ciò che è stato inviato non era comprensibile.',
      advice: fromHome,
    },
    404: {
      title: 'Questa pagina non esiste',
      happened:
        'L’indirizzo non porta a niente su questo sito. Forse è scritto male, o la pagina non c’è più.',
      advice: fromHome,
    },
    405: {
      title: 'Questo non si può fare qui',
      happened: 'L’indirizzo esiste, ma non accetta questo tipo di richiesta.',
      advice: 'Apri la pagina e usa ciò che offre.',
    },
    413: {
      title: 'Era troppo in una volta',
      happened: 'Ciò che è stato inviato è più grande di quanto questo sito accetti.',
      advice: 'Invia di meno, o parti dalla pagina iniziale.',
    },
    refused: {
      title: 'Quella richiesta è stata respinta',
      happened: 'Questo sito non accetta la richiesta così come è stata inviata.',
      advice: 'Parti dalla pagina iniziale.',
    },
    unexpected: {
      title: 'Qualcosa è andato storto',
      happened:
        'Questo sito ha avuto un problema che nessuno aveva previsto. È stato annotato per chi lo gestisce.',
      advice:
        'Riprova. Se succede due volte, indica a chi lo gestisce l’ID della richiesta che trovi qui sotto.',
    },
  },
};
