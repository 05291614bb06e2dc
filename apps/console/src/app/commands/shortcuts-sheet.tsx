import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAllCommands } from '../../commands/use-commands';
import { KeyCaps } from '../../components/key-caps';
import classes from './shortcuts-sheet.module.css';

/** All keys that do something here and now. */
export function ShortcutsSheet({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const groups = new Map<string, { id: string; title: string; keys: string }[]>();
  for (const { id, title, group, keys } of useAllCommands())
    if (keys !== undefined && group !== '')
      groups.set(group, [...(groups.get(group) ?? []), { id, title, keys }]);
  return (
    <Modal
      opened
      onClose={close}
      closeOnClickOutside
      title={t('commands.shortcuts')}
      size={640}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <div className={classes.sheet}>
        {[...groups].map(([group, commands]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.map(({ id, title, keys }) => (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    <KeyCaps keys={keys} />
                    <span className="unseen">{keys}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
