import { cookie, parameter, type Exchange } from '../http/exchange.js';

/** The words of the sign-in page; the other pages stay English. */
export interface Words {
  signIn: string;
  email: string;
  username: string;
  password: string;
  forgot: string;
  create: string;
}

const ENGLISH: Words = {
  signIn: 'Sign in',
  email: 'Email address',
  username: 'Username',
  password: 'Password',
  forgot: 'Forgot your password?',
  create: 'Create an account',
};

/** The languages of managed login, by the value of `lang`. */
const WORDS: Readonly<Record<string, Words>> = {
  'en': ENGLISH,
  'de': {
    signIn: 'Anmelden',
    email: 'E-Mail-Adresse',
    username: 'Benutzername',
    password: 'Passwort',
    forgot: 'Passwort vergessen?',
    create: 'Konto erstellen',
  },
  'es': {
    signIn: 'Iniciar sesión',
    email: 'Correo electrónico',
    username: 'Nombre de usuario',
    password: 'Contraseña',
    forgot: '¿Olvidó su contraseña?',
    create: 'Crear una cuenta',
  },
  'fr': {
    signIn: 'Se connecter',
    email: 'Adresse e-mail',
    username: "Nom d'utilisateur",
    password: 'Mot de passe',
    forgot: 'Mot de passe oublié ?',
    create: 'Créer un compte',
  },
  'id': {
    signIn: 'Masuk',
    email: 'Alamat email',
    username: 'Nama pengguna',
    password: 'Kata sandi',
    forgot: 'Lupa kata sandi?',
    create: 'Buat akun',
  },
  'it': {
    signIn: 'Accedi',
    email: 'Indirizzo e-mail',
    username: 'Nome utente',
    password: 'Password',
    forgot: 'Password dimenticata?',
    create: 'Crea un account',
  },
  'ja': {
    signIn: 'サインイン',
    email: 'メールアドレス',
    username: 'ユーザー名',
    password: 'パスワード',
    forgot: 'パスワードを忘れた場合',
    create: 'アカウントを作成',
  },
  'ko': {
    signIn: '로그인',
    email: '이메일 주소',
    username: '사용자 이름',
    password: '비밀번호',
    forgot: '비밀번호를 잊으셨나요?',
    create: '계정 만들기',
  },
  'pt-BR': {
    signIn: 'Entrar',
    email: 'Endereço de e-mail',
    username: 'Nome de usuário',
    password: 'Senha',
    forgot: 'Esqueceu a senha?',
    create: 'Criar uma conta',
  },
  'zh-CN': {
    signIn: '登录',
    email: '电子邮件地址',
    username: '用户名',
    password: '密码',
    forgot: '忘记密码？',
    create: '创建账户',
  },
  'zh-TW': {
    signIn: '登入',
    email: '電子郵件地址',
    username: '使用者名稱',
    password: '密碼',
    forgot: '忘記密碼？',
    create: '建立帳戶',
  },
};

/** From `lang`, which the `lang` cookie then remembers; English for anything unknown. */
export function languageOf({ req, res, query }: Exchange): string {
  const asked = parameter(query, 'lang');
  if (asked === undefined || !Object.hasOwn(WORDS, asked)) {
    const remembered = cookie(req, 'lang') ?? 'en';
    return Object.hasOwn(WORDS, remembered) ? remembered : 'en';
  }
  res.append('Set-Cookie', `lang=${asked}; Path=/; SameSite=Lax`);
  return asked;
}

export function wordsIn(language: string): Words {
  return WORDS[language] ?? ENGLISH;
}
