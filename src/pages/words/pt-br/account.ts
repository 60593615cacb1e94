import type { Words } from '../words.js';

export const accountPage: Words['accountPage'] = {
  title: 'Sua conta',
  places: 'Conta',
  overview: 'Visão geral',
  profile: 'Perfil',
  security: 'Segurança',
  signIns: 'Sessões',
  lead: 'Sua conta, como este aplicativo a conhece.',
  who: 'Quem é você',
  saidByIdToken: 'É o que diz o ⁑token de identidade⁑',
  saidByIdTokenOrUserInfo: 'É o que diz o ⁑token de identidade⁑, ou ⁑userInfo⁑ onde o token não diz',
  verified: 'confirmado',
  notVerified: 'não confirmado',
  groups: 'Seus grupos',
  saidByBoth: 'É o que dizem o ⁑token de identidade⁑ e o ⁑token de acesso⁑',
  noGroups: 'Você não está em nenhum grupo. As páginas abertas a todos que entram estão abertas a você.',
  opensAdmin: 'Abre a página de administração.',
  opensNothing: 'Nada neste site pede por ele.',
  scopes: 'O que este aplicativo pode fazer',
  saidByAccessToken: 'É o que diz o ⁑token de acesso⁑',
  saidByTokenResponse: 'É o que diz a ⁑resposta que trouxe os tokens⁑',
  noScopes: 'Nada em seu nome.',
  session: 'Esta sessão',
  keptHere: 'Guardado por ⁑este site⁑',
  started: 'Login aqui',
  proved: 'Última prova de que é você',
  notSaid: 'o serviço de login não diz',
  idle: 'Termina se não for usada por',
  ends: 'Termina de qualquer forma',
  everySignIn: 'Ver todas as sessões',
  tokens: 'Tokens',
  neverSent: 'Guardados no servidor, nunca enviados a um navegador',
  idToken: 'Token de identidade',
  idTokenIsFor: 'diz quem é você',
  accessToken: 'Token de acesso',
  accessTokenIsFor: 'diz o que este aplicativo pode fazer por você',
  partLeft: (token) => `${token}: parte da validade que resta`,
  tokenEnds: 'Expira',
  andThen: 'E depois?',
  renewed:
    'Eles são ⁑renovados em segundo plano⁑ quando falta menos de um minuto e você abre uma página. A última vez:',
  refused: (pool) =>
    `Se o ${pool} ⁑se recusar⁑ a renová-los, esta sessão termina e você precisa entrar de novo.`,
  away: (pool, length) =>
    `Se ⁑não for possível contatar⁑ o ${pool}, suas páginas continuam por mais ${length}, e sua sessão não é encerrada.`,
  notRenewed: (pool) =>
    `O ${pool} não deu um token de atualização, então esta sessão termina com o token de acesso e você precisa entrar de novo.`,
};

export const claims: Words['claims'] = {
  labels: {
    'name': 'Nome completo',
    'email': 'Endereço de e-mail',
    'cognito:username': 'Nome de usuário',
    'identities': 'Login feito por',
    'sub': 'Sujeito',
    'iss': 'Emissor',
    'given_name': 'Nome',
    'family_name': 'Sobrenome',
    'middle_name': 'Nome do meio',
    'nickname': 'Apelido',
    'preferred_username': 'Nome de usuário preferido',
    'profile': 'Página de perfil',
    'picture': 'Imagem',
    'website': 'Site',
    'gender': 'Gênero',
    'birthdate': 'Data de nascimento',
    'zoneinfo': 'Fuso horário',
    'locale': 'Idioma',
    'phone_number': 'Número de telefone',
    'cognito:preferred_role': 'Função preferida',
  },
  scopes: {
    'openid': 'Fazer seu login com um token de identidade.',
    'email': 'Ver seu endereço de e-mail.',
    'profile': 'Ver seu nome e o resto do seu perfil.',
    'phone': 'Ver seu número de telefone.',
    'aws.cognito.signin.user.admin':
      'Permitir que você altere aqui seu próprio perfil e suas configurações de segurança.',
  },
  otherScope: 'Chamar outro serviço em seu nome.',
};

export const places: Words['places'] = {
  unknownBrowser: 'Um navegador desconhecido',
  unknownDevice: 'Um dispositivo desconhecido',
  on: (browser, device) => `${browser} no ${device}`,
  unknownAddress: 'um endereço desconhecido',
  thisComputer: 'este computador',
  privateNetwork: (address) => `uma rede privada (${address})`,
};

export const signInsPage: Words['signInsPage'] = {
  title: 'Suas sessões',
  lead: 'Todos os navegadores com uma sessão sua aberta neste site.',
  ended:
    'Essa sessão foi encerrada. O que a página de login ainda lembra de antes também não vale: por 24 horas, quem voltar em seu nome precisa entrar de novo. Uma conta de empresa ou de outro provedor pode fazer isso sem perguntar.',
  gone: 'Essa sessão já tinha sido encerrada.',
  poolEnded:
    'O grupo de usuários encerrou essa sessão e o que a traria de volta. A lista dele pode continuar mostrando a sessão por alguns segundos.',
  poolRefused: 'O grupo de usuários não encerrou essa sessão.',
  count: (count) => `${count} ${count < 2 ? 'sessão' : 'sessões'} neste site`,
  more: (count) => `Mostrar mais ${count}, com atividade anterior à destas`,
  thisOne: 'esta',
  from: (address) => `Origem: ${address}`,
  lastSeen: 'Última atividade',
  signedIn: 'início',
  end: 'Encerrar sessão',
  endOf: (browser, started) => `de ${browser}, iniciada ${started}`,
  everywhere:
    'Encerra todas estas sessões de uma vez, inclusive esta, e revoga os tokens de atualização delas. Para voltar, cada um destes navegadores precisa entrar de novo.',
  everywhereApps:
    '⁑Seus outros aplicativos deste grupo de usuários também são desconectados⁑, inclusive no celular: o grupo de usuários não aceita mais nenhum dos tokens deles.',
  everywhereBrowsers: 'A página de login dele esquece todos os navegadores.',
  survives: 'O que não termina quando uma sessão é encerrada',
  survivesLead:
    'A sessão aqui termina na hora, e o grupo de usuários recebe o pedido de revogar o token de atualização dela. Fora deste site, algumas coisas continuam por um tempo:',
  survivesTracked:
    '⁑O que a página de login lembra.⁑ Encerrar uma sessão deste site não mexe nisso; está na segunda lista, e é encerrado lá ou saindo em todos os lugares. Este site não se guia por isso: depois que uma sessão é encerrada aqui, a senha é pedida em todo navegador que voltar dentro de 24 horas.',
  survivesCognito:
    '⁑O cookie do próprio grupo de usuários.⁑ A página de login lembra um navegador depois que a senha foi digitada nela, por uma hora se não houver outra configuração, e outros sites do mesmo grupo podem se guiar por isso. Este não: depois que uma sessão é encerrada aqui, a senha é pedida em todo navegador que voltar dentro de 24 horas.',
  survivesElsewhere:
    '⁑O cookie do próprio serviço de login.⁑ Ele pode lembrar um navegador por um tempo, e outros sites podem se guiar por isso. Este não: depois que uma sessão é encerrada aqui, é preciso entrar de novo em todo navegador que voltar dentro de 24 horas.',
  survivesTokens:
    '⁑Os tokens de acesso já entregues.⁑ Este site não os usa mais, mas outro serviço que tenha um e só confira a assinatura o aceita até expirar, uma hora no máximo se não houver outra configuração.',
  survivesProvider:
    '⁑Uma conta de empresa ou de outro provedor.⁑ Se você entrou por uma delas, sua sessão lá continua aberta, e ela pode deixar um navegador entrar de novo sem perguntar. Saia lá também.',
};

export const poolSessions: Words['poolSessions'] = {
  heading: 'O que o grupo de usuários sabe',
  lead: 'Todos os navegadores que a página de login dele lembra e todos os aplicativos que têm tokens seus, inclusive no celular. As sessões acima aparecem aqui mais uma vez, como o grupo de usuários as vê: um site que renova os tokens no próprio servidor, como este, mostra o endereço desse servidor. Uma sessão deste site que você encerra aqui só percebe isso na próxima renovação dos tokens; acima, ela termina na hora.',
  signInPage: 'página de login',
  thisSite: 'este site',
  app: 'aplicativo',
  remembered: 'A página de login o lembra para todos os aplicativos.',
  cameThrough: (count) =>
    count < 2
      ? `${count} sessão de um aplicativo veio por aqui.`
      : `${count} sessões de aplicativos vieram por aqui.`,
  tokensOfThisSite: 'Tokens deste site',
  tokensOfClient: 'Tokens do cliente de aplicativo',
  begun: 'iniciada',
  lastActive: 'Última atividade',
  end: 'Encerrar',
  endWithApps: 'Encerrar com os aplicativos',
};

export const adminPage: Words['adminPage'] = {
  title: 'Administração',
  group: 'Grupo',
  lead: (group) =>
    `Você vê esta página porque seus tokens dizem que você está no grupo ⁑${group}⁑. Qualquer outra pessoa que tenha entrado recebe uma página que diz não.`,
  guard: 'O que a protege',
  guardText:
    'Uma linha na rota. Sem sessão, ela leva ao login; com uma sessão, mas sem o grupo, responde 403 e nunca redireciona.',
  route: 'A rota desta página',
  changes: 'Quando muda a participação em um grupo',
  changesText:
    'Os grupos são lidos nos tokens, e o grupo de usuários os escreve ali quando emite ou renova um. Quem sai do grupo continua com esta página até os tokens serem renovados, uma hora no máximo com o padrão do Cognito; quem entra no grupo pode sair e entrar de novo para vê-la antes.',
  yours: 'Seus grupos:',
};

export const awsPage: Words['awsPage'] = {
  title: 'Suas credenciais da AWS',
  lead: 'Temporárias e guardadas no servidor: o que este site faz na AWS em seu nome, faz com elas.',
  inUse: 'Em uso',
  givenBy: 'Dadas pelo ⁑grupo de identidades⁑ em troca do seu ⁑token de identidade⁑',
  identity: 'Identidade',
  accessKey: 'Chave de acesso da AWS',
  secret: 'Chave secreta, token de sessão',
  kept: 'guardados no servidor, não são mostrados a ninguém',
  partLeft: 'Parte da validade que resta',
  fetched: 'Obtidas',
  theyEnd: 'Expiram',
  anew: 'Elas são ⁑pedidas de novo⁑ quando faltam poucos minutos e quando sua sessão é renovada: um grupo novo conta a partir daí.',
  signOut: 'Quando você ⁑sai⁑, este site as esquece. A própria AWS continuaria a aceitá-las até expirarem.',
  role: 'Sua função',
  asked: (role) => `Você pediu a função ⁑${role}⁑.`,
  leaveChoice: 'Deixar a AWS escolher',
  chose: 'A AWS escolheu pelas regras do grupo de identidades.',
  choseByToken:
    'A AWS escolheu pelas regras do grupo de identidades: a maioria usa a função preferida do token.',
  noRoles: 'Nenhum dos seus grupos tem uma função, então você recebe a de todas as pessoas que entram.',
  preferred: 'preferida',
  askedFor: 'pedida',
  ask: 'Pedir esta função',
};
