import { useRef, useState } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../api/client';
import { customerChanged } from '../../api/customer-queries';
import { useCommand } from '../../api/use-command';
import { ariaKeys } from '../../commands/keys';
import { useCommands } from '../../commands/use-commands';
import { ErrorPanel } from '../error-panel';
import { KeyCaps } from '../key-caps';
import classes from './timeline.module.css';

/** A draft goes with the tab: what was typed about a customer does not stay on a shared computer. */
const keyOf = (customerId: string): string => `daybook.note.${customerId}`;

interface NoteBoxProps {
  customerId: string;
  /** Stands in the history at once. */
  onAdded: (note: View<'CustomerNoteView'>) => void;
}

/** Where one writes into a customer's history: always there, and what was typed stays until it is saved. */
export function NoteBox({ customerId, onAdded }: NoteBoxProps) {
  const { t } = useTranslation('actions');
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => sessionStorage.getItem(keyOf(customerId)) ?? '');
  const write = (typed: string) => {
    setText(typed);
    if (typed === '') sessionStorage.removeItem(keyOf(customerId));
    else sessionStorage.setItem(keyOf(customerId), typed);
  };
  const adding = useCommand(
    (said: string, key) =>
      answerOf(
        api.POST('/customers/{id}/notes', {
          params: { path: { id: customerId }, header: { 'Idempotency-Key': key } },
          body: { text: said },
        }),
      ),
    {
      onSuccess: (note) => {
        write('');
        onAdded(note);
        customerChanged(customerId);
      },
    },
  );
  const save = () => {
    if (text.trim() !== '' && !adding.isPending) adding.mutate(text.trim());
  };
  useCommands([
    {
      id: 'customers.note',
      title: t('note.add'),
      group: t('note.group'),
      keys: 'alt+n',
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <form
      className={classes.note}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        ref={field}
        aria-label={t('note.label')}
        aria-keyshortcuts={ariaKeys('alt+n')}
        placeholder={t('note.placeholder')}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          save();
        }}
      />
      {adding.error !== null && <ErrorPanel error={adding.error} command="once" />}
      <div className={classes.noteFoot}>
        <KeyCaps keys={text === '' ? 'alt+n' : 'mod+enter'} />
        <Button type="submit" disabled={text.trim() === ''} loading={adding.isPending}>
          {t('note.create')}
        </Button>
      </div>
    </form>
  );
}
