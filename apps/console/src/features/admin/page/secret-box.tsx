import { Button, CopyButton, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Secret } from '../lists/admin-list';
import classes from './page.module.css';

/** What can be read now and never again. */
export function SecretBox({ secrets, onSeen }: { secrets: readonly Secret[]; onSeen: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <section className={classes.secret} aria-label={t('secret_box.title')}>
      <p>
        <b>{t('secret_box.title')}</b> {t('secret_box.once')}
      </p>
      {secrets.map(({ name, value, file }) => (
        <div key={name}>
          <p>{t(`secret.${name}`)}</p>
          {/* It scrolls, so keys must reach it. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className={classes.value} tabIndex={0} role="group" aria-label={t(`secret.${name}`)}>
            {value}
          </div>
          <Group gap={6} mt={6}>
            <CopyButton value={value}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'secret_box.copied' : 'secret_box.copy')}
                </Button>
              )}
            </CopyButton>
            {file !== undefined && (
              <Button
                variant="default"
                component="a"
                download={file}
                href={`data:text/plain;charset=utf-8,${encodeURIComponent(value)}`}
              >
                {t('secret_box.save', { file })}
              </Button>
            )}
          </Group>
        </div>
      ))}
      <Group justify="flex-end">
        <Button onClick={onSeen}>{t('secret_box.seen')}</Button>
      </Group>
    </section>
  );
}
