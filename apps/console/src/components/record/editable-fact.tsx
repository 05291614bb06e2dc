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
  /** Saves the draft over the version that was seen. */
  save: (draft: Value, seen: Row, idempotencyKey: string) => Promise<Row>;
  /** The record as somebody else left it. */
  reload: () => Promise<Row>;
  onSaved: (row: Row) => void;
}

/** One fact of a record, edited in place and saved by itself. Where somebody was quicker, both values are shown. */
export function EditableFact<Row extends { version: number }, Value>(props: EditableFactProps<Row, Value>) {
  const { row, label, editable, read, show, edit, save, reload, onSaved } = props;
  const { t } = useTranslation('record');
  const [draft, setDraft] = useState<{ value: Value; seen: Row }>();
  const [conflict, setConflict] = useState<Row>();
  const saving = useCommand(({ value, seen }: { value: Value; seen: Row }, key) => save(value, seen, key), {
    onSuccess: (saved) => {
      close();
      onSaved(saved);
    },
  });
  function close(): void {
    setDraft(undefined);
    setConflict(undefined);
    saving.reset();
  }

  if (draft === undefined)
    return (
      <Fact
        label={label}
        action={
          editable && (
            <ActionIcon
              aria-label={t('edit', { fact: label })}
              onClick={() => setDraft({ value: read(row), seen: row })}
            >
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
        saving.mutate(
          { value: draft.value, seen },
          {
            onError: (error) => {
              if (error.status === 412) void reload().then(setConflict);
            },
          },
        );
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
      {refused !== null && <ErrorPanel error={refused} command />}
      <Group gap={6} mt={8}>
        <Button type="submit" loading={saving.isPending}>
          {t(conflict === undefined ? 'save' : 'save_mine')}
        </Button>
        <Button variant="default" onClick={close}>
          {t(conflict === undefined ? 'cancel' : 'keep_theirs')}
        </Button>
      </Group>
    </form>
  );
}
