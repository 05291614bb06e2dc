import { useState } from 'react';
import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Check, KeyRound, LogOut, MonitorX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/use-session';
import { chooseLanguage, currentLanguage, LANGUAGES, loadTexts, type Language } from '../../i18n/i18n';
import { useLabel } from '../../i18n/use-label';
import { onDemand } from '../../components/on-demand';
import { signOut } from '../session/restore-session';
import classes from './shell.module.css';

const PasswordDialog = onDemand(() => import('./password-dialog').then((it) => it.PasswordDialog));
const SignOutEverywhereDialog = onDemand(async () => {
  const [dialog] = await Promise.all([import('./sign-out-everywhere-dialog'), loadTexts('actions')]);
  return dialog.SignOutEverywhereDialog;
});
const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** Who is signed in, how they like it, and the way out. */
export function PersonMenu() {
  const { t } = useTranslation();
  const { user } = useMe();
  const label = useLabel();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const mark = (chosen: boolean) => (chosen ? <Check size={14} aria-hidden /> : <span />);
  const leave = () =>
    void signOut().catch((error: unknown) =>
      notifications.show({ color: 'red', message: error instanceof Error ? error.message : String(error) }),
    );
  const [changing, setChanging] = useState(false);
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <UnstyledButton className={classes.person} aria-label={t('shell.person', { name: user.username })}>
            <span className={classes.initial} aria-hidden>
              {user.username.slice(0, 1)}
            </span>
            <span className={classes.personName}>{user.username}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {user.username} · {label('accessLevel', user.accessLevel, t(`access_level.${user.accessLevel}`))}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>{t('preferences.color_scheme')}</Menu.Label>
          {SCHEMES.map((scheme) => (
            <Menu.Item
              key={scheme}
              role="menuitemradio"
              aria-checked={colorScheme === scheme}
              rightSection={mark(colorScheme === scheme)}
              onClick={() => setColorScheme(scheme)}
            >
              {t(`preferences.${scheme}`)}
            </Menu.Item>
          ))}
          <Menu.Label>{t('preferences.language')}</Menu.Label>
          {(Object.keys(LANGUAGES) as Language[]).map((language) => (
            <Menu.Item
              key={language}
              role="menuitemradio"
              aria-checked={currentLanguage() === language}
              rightSection={mark(currentLanguage() === language)}
              lang={language}
              onClick={() => void chooseLanguage(language)}
            >
              {LANGUAGES[language]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<KeyRound size={14} aria-hidden />} onClick={() => setChanging(true)}>
            {t('password.change')}
          </Menu.Item>
          <Menu.Item leftSection={<LogOut size={14} aria-hidden />} onClick={leave}>
            {t('session.sign_out')}
          </Menu.Item>
          <Menu.Item leftSection={<MonitorX size={14} aria-hidden />} onClick={() => setLeaving(true)}>
            {t('session.end_all')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changing && <PasswordDialog close={() => setChanging(false)} />}
      {leaving && <SignOutEverywhereDialog close={() => setLeaving(false)} />}
    </>
  );
}
