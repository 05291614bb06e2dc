import { useState, type ReactNode } from 'react';
import { ActionIcon, Button, Group } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../api/use-command';
import { ErrorPanel } from '../error-panel';
import { Fact } from './fact';
import classes from './record.module.css';

interface EditableFactProps<Row extends { version: number }, Value> {
  row: Row;
  label: string;
  /** Whether the person may change it. */
  editable: boolean;
  /** The value in the record as it is now. */
  read: (row: Row) => Value;
  show: (value: Value) => ReactNode;
  edit: (draft: Value, change: (draft: Value) => void) => ReactNode;
  /** For a fact that is not there yet: its editor is opened by a button with these words. */
  add?: string | undefined;
  /** Takes the fact away. */
  remove?: { words: string; save: (seen: Row, idempotencyKey: string) => Promise<Row> } | undefined;
  /** Saves the draft over the version that was seen. */
  save: (draft: Value, seen: Row, idempotencyKey: string) => Promise<Row>;
  /** The record as somebody else left it. */
  reload: () => Promise<Row>;
  onSaved: (row: Row) => void;
}

/** One fact of a record, edited in place and saved by itself. Where somebody was quicker, both values are shown. */
export function EditableFact<Row extends { version: number }, Value>(props: EditableFactProps<Row, Value>) {
  const { row, label, editable, read, show, edit, add, remove, save, reload, onSaved } = props;
  const { t } = useTranslation('record');
  const [draft, setDraft] = useState<{ value: Value; seen: Row }>();
  const [conflict, setConflict] = useState<Row>();
  const saving = useCommand(
    ({ draft: sent, seen }: { draft: { value: Value } | undefined; seen: Row }, key) =>
      sent === undefined
        ? (remove?.save(seen, key) ?? Promise.reject(new Error('it cannot be taken away')))
        : save(sent.value, seen, key),
    {
      onSuccess: (saved) => {
        close();
        onSaved(saved);
      },
    },
  );
  const send = (sent: { value: Value } | undefined, seen: Row) =>
    saving.mutate(
      { draft: sent, seen },
      {
        onError: (error) => {
          if (error.status === 412) void reload().then(setConflict);
        },
      },
    );
  function close(): void {
    setDraft(undefined);
    setConflict(undefined);
    saving.reset();
  }

  const open = () => setDraft({ value: read(row), seen: row });

  if (draft === undefined && add !== undefined)
    return editable ? (
      <Button variant="subtle" size="compact-xs" mih={24} ml={-8} display="block" onClick={open}>
        {add}
      </Button>
    ) : null;
  if (draft === undefined)
    return (
      <Fact
        label={label}
        action={
          editable && (
            <ActionIcon aria-label={t('edit', { fact: label })} onClick={open}>
              <Pencil size={13} aria-hidden />
            </ActionIcon>
          )
        }
      >
        {show(read(row)) ?? '–'}
      </Fact>
    );
  const seen = conflict ?? draft.seen;
  const refused = saving.error !== null && saving.error.status !== 412 ? saving.error : null;
  return (
    <form
      className={classes.editor}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        send(draft, seen);
      }}
    >
      {edit(draft.value, (value) => setDraft({ ...draft, value }))}
      {conflict !== undefined && (
        <div className={classes.conflict} role="alert">
          <p>
            <b>{t('conflict')}</b>
          </p>
          <p>
            {t('theirs')}: {show(read(conflict)) ?? '–'}
          </p>
          <p>
            {t('yours')}: {show(draft.value) ?? '–'}
          </p>
        </div>
      )}
      {refused !== null && <ErrorPanel error={refused} command="once" />}
      <Group gap={6} mt={8}>
        <Button type="submit" loading={saving.isPending}>
          {t(conflict === undefined ? 'save' : 'save_mine')}
        </Button>
        <Button variant="default" onClick={close}>
          {t(conflict === undefined ? 'cancel' : 'keep_theirs')}
        </Button>
        {remove !== undefined && conflict === undefined && (
          <Button variant="subtle" color="gray" ml="auto" onClick={() => send(undefined, seen)}>
            {remove.words}
          </Button>
        )}
      </Group>
    </form>
  );
}
