import { useEffect, useRef, type ReactNode } from 'react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import { ErrorPanel } from '../error-panel';
import classes from './actions.module.css';

/** What a dialog is about. */
export interface ActionSubject {
  title: string;
  /** What it is about, line by line: the card, the amount. */
  facts: readonly (readonly [name: string, value: ReactNode])[];
  /** What follows from it. */
  consequence?: ReactNode;
  /** More fields, above the reason. */
  children?: ReactNode;
  /** Says exactly what will happen: `Refund $39.90`. */
  button: string;
  onClose: () => void;
}

interface ActionFormProps extends ActionSubject {
  reason: 'needed' | 'optional' | 'none';
  danger: boolean;
  why: string;
  setWhy: (why: string) => void;
  ready: boolean;
  pending: boolean;
  error: Error | null;
  /** Whether it would be done again where it is sent again. */
  twice: boolean;
  submit: () => void;
}

/** What a dialog about an action looks like. */
export function ActionForm(props: ActionFormProps) {
  const { title, facts, consequence, children, reason, button, danger, why, setWhy, onClose } = props;
  const { ready, pending, error, twice, submit } = props;
  const { t } = useTranslation('actions');
  const form = useRef<HTMLFormElement>(null);
  // The button cannot hold the focus while something is under way: refused, it has it again.
  useEffect(() => {
    const lost = document.activeElement === document.body;
    if (error !== null && lost) form.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, [error]);
  /** What is under way is done, whatever is closed: so it stays in sight until it is known what became of it. */
  const leave = () => {
    if (!pending) onClose();
  };
  return (
    <Modal opened onClose={leave} title={title} size={460} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !pending) submit();
        }}
      >
        <Stack gap="md">
          {facts.length > 0 && (
            <dl className={classes.facts}>
              {facts.map(([name, value]) => (
                <div key={name} style={{ display: 'contents' }}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
          {children}
          {reason !== 'none' && (
            <Textarea
              label={reason === 'needed' ? t('reason') : t('reason_optional')}
              autosize
              minRows={2}
              maxRows={6}
              required={reason === 'needed'}
              withAsterisk={false}
              error={error instanceof ApiError && error.faultOf('reason') !== undefined}
              data-autofocus={children === undefined || undefined}
              value={why}
              onChange={({ currentTarget: { value } }) => setWhy(value)}
            />
          )}
          {consequence !== undefined && (
            <Text size="sm" c="dimmed">
              {consequence}
            </Text>
          )}
          {error !== null && <ErrorPanel error={error} command={twice ? 'look' : 'once'} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" disabled={pending} onClick={leave}>
              {t('not_now')}
            </Button>
            <Button type="submit" loading={pending} disabled={!ready} {...(danger ? { color: 'red.9' } : {})}>
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
