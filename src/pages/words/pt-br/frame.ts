import type { Words } from '../words.js';

export const frame: Words['frame'] = {
  skip: 'Ir para o conteúdo',
  main: 'Menu principal',
  account: 'Conta',
  signIns: 'Sessões',
  signedInAs: 'Sessão iniciada como',
  signIn: 'Entrar',
  signInAgain: 'Entrar de novo',
  signOut: 'Sair',
  signOutEverywhere: 'Sair em todos os lugares',
  home: 'Página inicial',
  back: 'Voltar',
  error: 'Erro',
  footer:
    'A integração de referência do Amazon Cognito para Express. Os tokens ficam no servidor; o navegador guarda um só cookie, do qual não se lê nada.',
  sessionEnded: 'Sua sessão terminou.',
  mayBeOld: 'O que esta página mostra pode estar desatualizado.',
  somebodyElse: 'Desde então, outra pessoa entrou aqui.',
  showTheirPage: 'Mostrar a página dela',
  pool: { cognito: 'grupo de usuários', other: 'serviço de login' },
};

export const moments: Words['moments'] = {
  months: 'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'.split(
    ' ',
  ),
  exact: (day, month, year, time) => `${day === 1 ? '1º' : day} de ${month} de ${year} às ${time} UTC`,
  justNow: 'agora mesmo',
  soon: 'em menos de um minuto',
  ahead: (length) => `em ${length}`,
  ago: (length) => `há ${length}`,
  minutes: (count) => `${count} minuto${count < 2 ? '' : 's'}`,
  hours: (count) => `${count} hora${count < 2 ? '' : 's'}`,
  days: (count) => `${count} dia${count < 2 ? '' : 's'}`,
};

export const signOutPage: Words['signOutPage'] = {
  title: 'Sair',
  ask: 'Sair da sua conta?',
  signedInAs: (name) => `Você entrou como ⁑${name}⁑.`,
  ends: 'Ao sair, esta sessão termina.',
  endsAndRevokes: (pool) =>
    `Ao sair, esta sessão termina, os tokens dela são revogados e você passa pela saída do ${pool}, de modo que a próxima pessoa neste navegador precisa entrar por conta própria.`,
  endsThrough: (pool) =>
    `Ao sair, esta sessão termina e você passa pela saída do ${pool}, de modo que a próxima pessoa neste navegador precisa entrar por conta própria.`,
  endsHere: (pool) =>
    `Ao sair, esta sessão termina aqui. O ${pool} não tem uma saída própria e pode deixar a próxima pessoa neste navegador entrar sem perguntar.`,
  stay: 'Continuar na conta',
  others: 'Em outros dispositivos também?',
  othersEnd:
    'Encerra todas as sessões que você tem neste site. Para voltar, cada navegador precisa entrar de novo.',
  appsEndToo: 'Seus outros aplicativos deste grupo de usuários também são desconectados.',
  nobody: 'Você não entrou',
  nothingToEnd: 'Neste navegador não há nenhuma sessão deste site para encerrar.',
  shared: 'Em um computador compartilhado?',
  mayRemember: (pool) =>
    `A página de login do ${pool} talvez ainda lembre este navegador e deixe a próxima pessoa entrar sem senha.`,
  forget: 'Fazer com que esqueça este navegador',
};

export const signedOutPage: Words['signedOutPage'] = {
  title: 'Você saiu',
  stillTitle: 'Sua sessão continua aberta',
  deletedTitle: 'Conta excluída',
  still: 'Sua sessão continua aberta',
  stillWhy:
    'É a esta página que a saída leva, mas ninguém saiu neste navegador, ou alguém entrou de novo desde então.',
  deleted: 'A conta foi excluída',
  deletedWhy:
    'O grupo de usuários a esqueceu, e aqui ela saiu de todos os navegadores. A página de login talvez ainda lembre este navegador, mas não há mais conta para deixar entrar.',
  ofThisSite: 'Você saiu deste site',
  allEnded: 'Todas as suas sessões aqui terminaram.',
  appsLeft:
    '⁑Seus outros aplicativos talvez continuem abertos.⁑ Não foi possível pedir ao grupo de usuários que os desconectasse. Entre mais uma vez e depois saia em todos os lugares.',
  haveForget: (pool) => `Fazer o ${pool} esquecer este navegador`,
  done: 'Você saiu da sua conta',
  gone: 'Sua sessão aqui terminou. Este site não tem mais os tokens dela.',
  revokedAndForgotten: (pool) =>
    `Sua sessão aqui terminou, e o ${pool} recebeu o pedido de revogar os tokens dela e de esquecer este navegador.`,
  forgotten: (pool) =>
    `Sua sessão aqui terminou, e o ${pool} recebeu o pedido de esquecer este navegador. Ele não tem como revogar tokens: este site não tem mais os desta sessão, e eles expiram por si.`,
  revoked: (pool) => `Sua sessão aqui terminou. O ${pool} recebeu o pedido de revogar os tokens dela.`,
  runOut: 'Sua sessão aqui terminou. Este site não tem mais os tokens dela, e eles expiram por si.',
  notAsked: (pool) =>
    `⁑O ${pool} talvez ainda lembre este navegador.⁑ Ele não recebeu o pedido de esquecê-lo. Em um computador compartilhado, saia lá também antes de ir embora.`,
  notReached: (pool) =>
    `⁑Não foi possível contatar o ${pool}.⁑ A página de login dele talvez ainda lembre este navegador. Em um computador compartilhado, saia lá também antes de ir embora.`,
  notReachedCognito: (pool) =>
    `⁑Não foi possível contatar o ${pool}.⁑ A página de login dele talvez ainda lembre este navegador, por uma hora depois que a senha foi digitada se não houver outra configuração. Em um computador compartilhado, saia lá também antes de ir embora.`,
  tryAgain: 'Tentar de novo',
  notEnded: 'O que não termina quando você sai',
  facts: (pool) => [
    '⁑Outros navegadores e dispositivos.⁑ Sua sessão continua aberta neles, a não ser que você tenha saído em todos os lugares. Nesse caso, cada um precisa entrar de novo, por 24 horas, não importa o que a página de login lembre.',
    `⁑Os tokens de acesso já entregues.⁑ Outro serviço que tenha um e só confira a assinatura o aceita até expirar, uma hora no máximo se o ${pool} não tiver outra configuração.`,
    '⁑Uma conta de empresa ou de outro provedor.⁑ Se você entrou por uma delas, sua sessão lá continua aberta, e ela pode deixar um navegador entrar de novo sem perguntar.',
  ],
};

export const problemPage: Words['problemPage'] = {
  stillSignedIn:
    '⁑Se você tinha entrado, sua sessão continua aberta.⁑ Uma falha do serviço não desconecta ninguém.',
  seconds: (count) =>
    count < 2 ? `Cerca de ${count} segundo deve bastar.` : `Cerca de ${count} segundos devem bastar.`,
  forGroup: 'É para o grupo',
  startAgain: 'Começar de novo',
  tryAgain: 'Tentar de novo',
  code: 'Código',
  requestId: 'ID da solicitação',
};
