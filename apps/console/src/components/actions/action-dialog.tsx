import { useState } from 'react';
import type { ApiError } from '../../api/api-error';
import { useCommand } from '../../api/use-command';
import { customerChanged, refreshCustomer } from '../../api/customer-queries';
import { onDemand } from '../on-demand';
import { showOutcome, type Outcome } from '../show-outcome';
import type { ActionSubject } from './action-form';

const ActionForm = onDemand(() => import('./action-form').then((it) => it.ActionForm));

export interface ActionDialogProps<Output> extends ActionSubject {
  /** Whether people must say why; `none`: nobody is asked. */
  reason?: 'needed' | 'optional' | 'none';
  danger?: boolean;
  /** Whether its fields are right. */
  ready?: boolean;
  /** Whose page shows what becomes of it, where it is about a customer. */
  customerId?: string;
  /** What the fields hold: the same is done once, however often it is tried. */
  input?: unknown;
  /** Whether it takes no `Idempotency-Key`, and would be done again where it is sent again. */
  twice?: boolean;
  send: (reason: string, idempotencyKey: string) => Promise<Output>;
  /** What is said when it is done. */
  done: (output: Output) => Outcome | string;
  /** What else follows here once it is done. */
  onDone?: (output: Output) => void;
}

/** One thing that is about to be done: what, what follows, why, and a button that says it. */
export function ActionDialog<Output>(props: ActionDialogProps<Output>) {
  const {
    title,
    facts,
    consequence,
    children,
    reason = 'needed',
    button,
    danger = false,
    ready = true,
    twice = false,
  } = props;
  const { customerId, input, send, done, onDone, onClose } = props;
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
    <ActionForm
      {...{ title, facts, consequence, reason, button, danger, twice, why, setWhy, command, onClose }}
      ready={ready && !missing}
      submit={() => command.mutate({ reason: why.trim(), input }, { onError: lookAgainAt })}
    >
      {children}
    </ActionForm>
  );
}
