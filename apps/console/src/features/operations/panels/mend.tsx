import { useState } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { queryClient } from '../../../api/query-client';
import { useCommand } from '../../../api/use-command';
import { useMay } from '../../../api/use-session';
import { Chip } from '../../../components/chip';
import { ErrorPanel } from '../../../components/error-panel';
import type { WorkListName } from '../sections';
import classes from '../operations.module.css';

/** A message of any shape: the API's document says no more of it. */
type AnyMessage = NonNullable<View<'ReplayIntakeRejectionBody'>['message']>;

interface Replayed {
  outcome: 'accepted' | 'applied' | 'duplicate' | 'parked' | 'rejected';
  detail?: string | null;
  errors?: readonly { field: string; message: string }[];
}

interface MendProps {
  list: WorkListName;
  /** The message as it came; null where its bytes are no text. */
  text: string | null;
  done: boolean;
  replay: (message: AnyMessage | undefined, key: string) => Promise<Replayed>;
}

/** A message that was not taken: it can be mended, and sent again. */
export function Mend({ list, text, done, replay }: MendProps) {
  const { t } = useTranslation('operations');
  const may = useMay()('operations.change');
  const [typed, setTyped] = useState(() => pretty(text));
  const mended = typed !== pretty(text);
  const message = parsed(typed);
  const sending = useCommand((input: { message?: AnyMessage }, key) => replay(input.message, key), {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['operations', list] }),
  });
  const wrong = mended && message === undefined;
  return (
    <form
      aria-label={t('mend.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (may && !wrong && !sending.isPending)
          sending.mutate(mended && message !== undefined ? { message } : {});
      }}
    >
      <Textarea
        className={classes.text ?? ''}
        label={t('mend.message')}
        autosize
        minRows={6}
        maxRows={24}
        spellCheck={false}
        disabled={text === null || !may}
        value={typed}
        error={wrong ? t('mend.no_json') : undefined}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button type="submit" disabled={!may || wrong || done} loading={sending.isPending}>
          {t(mended ? 'mend.send_mended' : 'mend.send')}
        </Button>
        {mended && (
          <Button variant="default" onClick={() => setTyped(pretty(text))}>
            {t('mend.as_it_came')}
          </Button>
        )}
      </div>
      {!may && <p>{t('read_only')}</p>}
      <div role="status" className={classes.outcome}>
        {sending.data !== undefined && (
          <>
            <Chip tone={sending.data.outcome === 'rejected' ? 'bad' : 'good'}>
              {t(`outcome.${sending.data.outcome}`)}
            </Chip>{' '}
            {sending.data.detail}
            <ul>
              {sending.data.errors?.map(({ field, message: fault }) => (
                <li key={field}>
                  <b>{field}</b>: {fault}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {sending.error !== null && <ErrorPanel error={sending.error} command="once" />}
    </form>
  );
}

/** Laid out where it is JSON, so that it can be read. */
function pretty(text: string | null): string {
  const message = text === null ? undefined : parsed(text);
  return message === undefined ? (text ?? '') : JSON.stringify(message, null, 2);
}

function parsed(text: string): AnyMessage | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as AnyMessage)
      : undefined;
  } catch {
    // What is no JSON is said beside the field.
    return undefined;
  }
}
