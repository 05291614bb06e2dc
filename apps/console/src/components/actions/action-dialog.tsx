import { useState, type ReactNode } from 'react';
import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiError } from '../../api/api-error';
import { useCommand } from '../../api/use-command';
import { customerChanged, refreshCustomer } from '../../api/customer-queries';
import { ErrorPanel } from '../error-panel';
import { showOutcome, type Outcome } from '../show-outcome';
import classes from './actions.module.css';

export interface ActionDialogProps<Output> {
  title: string;
  /** What it is about, line by line: the card, the amount. */
  facts: readonly (readonly [name: string, value: ReactNode])[];
  /** What follows from it. */
  consequence?: ReactNode;
  /** More fields, above the reason. */
  children?: ReactNode;
  /** Whether people must say why; `none`: nobody is asked. */
  reason?: 'needed' | 'optional' | 'none';
  /** Says exactly what will happen: `Refund $39.90`. */
  button: string;
  danger?: boolean;
  /** Whether its fields are right. */
  ready?: boolean;
  /** Whose page shows what becomes of it, where it is about a customer. */
  customerId?: string;
  /** What the fields hold: the same is done once, however often it is tried. */
  input?: unknown;
  send: (reason: string, idempotencyKey: string) => Promise<Output>;
  /** What is said when it is done. */
  done: (output: Output) => Outcome | string;
  /** What else follows here once it is done. */
  onDone?: (output: Output) => void;
  onClose: () => void;
}

/** One thing that is about to be done: what, what follows, why, and a button that says it. */
export function ActionDialog<Output>(props: ActionDialogProps<Output>) {
  const { title, facts, consequence, children, reason = 'needed', button, danger, ready = true } = props;
  const { customerId, input, send, done, onDone, onClose } = props;
  const { t } = useTranslation('actions');
  const [why, setWhy] = useState('');
  const command = useCommand(({ reason: said }: { reason: string; input: unknown }, key) => send(said, key), {
    onSuccess: async (output) => {
      showOutcome(done(output));
      // What is done next is done to what this one made of it: by an older version it would be refused.
      if (customerId !== undefined) await refreshCustomer(customerId);
      onDone?.(output);
      onClose();
    },
  });
  /** Somebody was quicker: the page below shows what it is now. */
  const lookAgainAt = ({ status }: ApiError) => {
    if (status === 412 && customerId !== undefined) customerChanged(customerId);
  };
  const missing = reason === 'needed' && why.trim() === '';
  return (
    <Modal opened onClose={onClose} title={title} size={460} closeButtonProps={{ 'aria-label': t('close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !missing && !command.isPending)
            command.mutate({ reason: why.trim(), input }, { onError: lookAgainAt });
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
              data-autofocus={children === undefined || undefined}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
          )}
          {consequence !== undefined && (
            <Text size="sm" c="dimmed">
              {consequence}
            </Text>
          )}
          {command.error !== null && <ErrorPanel error={command.error} command />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('not_now')}
            </Button>
            <Button
              type="submit"
              loading={command.isPending}
              disabled={!ready || missing}
              {...(danger === true ? { color: 'red.9' } : {})}
            >
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
