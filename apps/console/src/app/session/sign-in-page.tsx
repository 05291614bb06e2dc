import { useTranslation } from 'react-i18next';
import { Logo } from '../shell/logo';
import { LanguageChoice } from '../shell/language-choice';
import { SignInForm } from './sign-in-form';
import classes from './sign-in.module.css';

export function SignInPage() {
  const { t } = useTranslation();
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <h1 className={classes.title}>
          <Logo size={26} />
          {t('session.title')}
        </h1>
        <SignInForm />
      </div>
      <LanguageChoice />
    </main>
  );
}
