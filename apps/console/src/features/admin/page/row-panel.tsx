import { useState } from 'react';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import { useMay } from '../../../api/use-session';
import { DialogButton } from '../../../components/actions/dialog-button';
import { ErrorPanel } from '../../../components/error-panel';
import { PanelSection } from '../../../components/lists/list-page';
import { onDemand } from '../../../components/on-demand';
import { changesOf, isWhole, presetsOf, readFields, type Draft } from '../form/field';
import type { AdminList, AdminRow, Secret } from '../lists/admin-list';
import { Changes } from './changes';
import { SecretBox } from './secret-box';
import classes from './page.module.css';

const FieldSet = onDemand(() => import('../form/field-set').then((it) => it.FieldSet));

interface RowPanelProps<Row extends AdminRow, Input extends object> {
  list: AdminList<Row, Input>;
  /** Undefined: a new one is made. */
  row: Row | undefined;
  onAdded: (row: Row) => void;
  onRemoved: () => void;
}

/** Secrets outlive the form that made them: it is drawn anew for the row that now is there. */
let justMade: { id: string; secrets: Secret[] } | undefined;

/** One row: its form, what else can be done with it, and who changed it. */
export function RowPanel<Row extends AdminRow, Input extends object>(props: RowPanelProps<Row, Input>) {
  const { list, row, onAdded, onRemoved } = props;
  const { t } = useTranslation('admin');
  const editable = useMay()(list.change) && (row === undefined ? list.add : list.save) !== undefined;
  const before = row === undefined ? presetsOf(list.fields) : Object.fromEntries(Object.entries(row));
  const [draft, setDraft] = useState<Draft>(before);
  const [secrets, setSecrets] = useState(
    row !== undefined && justMade?.id === list.idOf(row) ? justMade.secrets : undefined,
  );
  const changes = changesOf(list.fields, before, draft);
  const saving = useCommand(
    (sent: Draft, key) =>
      row === undefined
        ? (list.add?.(sent as Input, key) ?? Promise.reject(new Error('nothing can be added')))
        : (list.save?.(row, sent as Partial<Input>, key) ??
          Promise.reject(new Error('nothing can be changed'))),
    {
      onSuccess: async (saved) => {
        notifications.show({ message: t(row === undefined ? 'form.added' : 'form.saved') });
        const made = list.secretsOf?.(saved) ?? [];
        if (row === undefined && made.length > 0) justMade = { id: list.idOf(saved), secrets: made };
        await changed(list.name);
        if (row === undefined) onAdded(saved);
      },
    },
  );
  const ready =
    editable &&
    isWhole(
      list.fields.filter(({ newOnly }) => row === undefined || newOnly !== true),
      draft,
    ) &&
    (row === undefined || Object.keys(changes).length > 0);
  return (
    <>
      {secrets !== undefined && (
        <SecretBox
          secrets={secrets}
          onSeen={() => {
            justMade = undefined;
            setSecrets(undefined);
          }}
        />
      )}
      <form
        aria-label={row === undefined ? t(`list.${list.name}.new`) : list.nameOf(row)}
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || saving.isPending) return;
          saving.mutate(
            row === undefined || list.sentWhole === true ? readFields(list.fields, draft) : changes,
          );
        }}
      >
        <FieldSet
          fields={list.fields}
          draft={draft}
          onChange={setDraft}
          isNew={row === undefined}
          disabled={!editable}
          faultOf={(field) => saving.error?.faultOf(field)}
        />
        {list.BesideForm !== undefined && <list.BesideForm draft={draft} />}
        {saving.error !== null && (
          <ErrorPanel
            error={saving.error}
            command={row === undefined && list.addsTwice === true ? 'look' : 'once'}
          />
        )}
        <div className={classes.buttons}>
          {(row === undefined ? list.add : list.save) !== undefined && (
            <Button type="submit" disabled={!ready} loading={saving.isPending}>
              {t(row === undefined ? 'form.add' : 'form.save')}
            </Button>
          )}
          {row !== undefined && <RowButtons list={list} row={row} onRemoved={onRemoved} />}
        </div>
      </form>
      {row !== undefined && list.Beside !== undefined && <list.Beside row={row} />}
      {row !== undefined && (
        <PanelSection title={t('changes.title')}>
          <Changes about={list.address(row)} />
        </PanelSection>
      )}
    </>
  );
}

/** Retire, take back into use, delete. */
function RowButtons<Row extends AdminRow, Input extends object>({
  list,
  row,
  onRemoved,
}: Pick<RowPanelProps<Row, Input>, 'list' | 'onRemoved'> & { row: Row }) {
  const { t } = useTranslation('admin');
  const may = useMay()(list.change);
  const retired = list.isRetired?.(row) ?? row.retired === true;
  const word = retired ? 'restore' : 'retire';
  const about = [[t('form.name'), list.nameOf(row)]] as const;
  const { retire, remove } = list;
  return (
    <>
      {retire !== undefined && (
        <DialogButton
          words={t(`form.${word}`)}
          disabled={!may}
          why={t('form.read_only')}
          title={t(`form.${word}_title`)}
          facts={about}
          reason="none"
          consequence={t(`form.${word}_what`)}
          button={t(`form.${word}`)}
          send={(_reason, key) => retire(row, !retired, key)}
          done={() => t(`form.${word}d`)}
          onDone={() => void changed(list.name)}
        />
      )}
      {remove !== undefined && (
        <DialogButton
          words={t('form.remove')}
          disabled={!may}
          why={t('form.read_only')}
          title={t('form.remove_title')}
          facts={about}
          reason="none"
          consequence={t('form.remove_what')}
          button={t('form.remove')}
          danger
          send={(_reason, key) => remove(row, key)}
          done={() => t('form.removed')}
          onDone={() => {
            onRemoved();
            void changed(list.name);
          }}
        />
      )}
    </>
  );
}

/** Whatever shows the list, its choices or its changes asks anew. */
async function changed(list: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['admin', list] }),
    queryClient.invalidateQueries({ queryKey: ['admin', 'changes'] }),
    queryClient.invalidateQueries({ queryKey: ['admin', 'case-type-names'] }),
    queryClient.invalidateQueries({ queryKey: ['catalog'] }),
  ]);
}
