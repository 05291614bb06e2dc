import type { ReactNode } from 'react';
import { Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error';
import type { CommandState } from '../../api/use-command';
import { FormDialog } from '../form-dialog';
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
  command: CommandState;
  /** Whether it would be done again where it is sent again. */
  twice: boolean;
  submit: () => void;
}

/** What a dialog about an action looks like. */
export function ActionForm(props: ActionFormProps) {
  const { title, facts, consequence, children, reason, button, danger, why, setWhy, onClose } = props;
  const { ready, command, twice, submit } = props;
  const { error } = command;
  const { t } = useTranslation('actions');
  return (
    <FormDialog {...{ title, command, twice, ready, submit, button, danger, onClose }}>
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
    </FormDialog>
  );
}
