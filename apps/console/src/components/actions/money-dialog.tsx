import { useState, type ReactNode } from 'react';
import { Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { compare, readAmount } from '../../lib/decimal';
import { moneyText } from '../money';
import { ActionDialog, type ActionDialogProps } from './action-dialog';

type Purchases = 'cancel' | 'keep';

/** What a person decided about money. */
export interface MoneyDecision {
  /** Absent: all that is left. */
  amount?: View<'Money'>;
  reason: string;
  /** What becomes of the purchases, where nothing of what was paid is left; null: nothing to decide. */
  purchases: Purchases | null;
}

interface MoneyDialogProps<Output> extends Pick<
  ActionDialogProps<Output>,
  'title' | 'facts' | 'consequence' | 'customerId' | 'done' | 'onClose'
> {
  /** The most that can go back. */
  most: View<'Money'>;
  /** Whether a part of it can. */
  partly: boolean;
  /** Whether purchases stand on what is given back. */
  hasPurchases: boolean;
  /** `Refund {{sum}}`. */
  button: (sum: string) => string;
  more?: ReactNode;
  send: (decision: MoneyDecision, idempotencyKey: string) => Promise<Output>;
}

/** Money that goes back: how much of it, to which card, what follows, and why. The button says the sum. */
export function MoneyDialog<Output>(props: MoneyDialogProps<Output>) {
  const { most, partly, hasPurchases, button, send, ...rest } = props;
  const { t } = useTranslation('actions');
  const [typed, setTyped] = useState(most.amount);
  const [purchases, setPurchases] = useState<Purchases>('cancel');
  const amount = readAmount(typed, most.amount.split('.')[1]?.length ?? 0);
  const right = amount !== undefined && compare(amount, '0') > 0 && compare(amount, most.amount) <= 0;
  const whole = right && compare(amount, most.amount) === 0;
  const sum = moneyText({ amount: right ? amount : most.amount, currency: most.currency });
  const asksForPurchases = hasPurchases && whole;
  return (
    <ActionDialog
      {...rest}
      danger
      ready={right}
      input={{ amount, purchases }}
      button={button(sum)}
      send={(reason, key) =>
        send(
          {
            reason,
            ...(whole || amount === undefined ? {} : { amount: { amount, currency: most.currency } }),
            purchases: asksForPurchases ? purchases : null,
          },
          key,
        )
      }
    >
      {(partly || asksForPurchases) && (
        <Stack gap="sm">
          {partly && (
            <TextInput
              label={t('amount', { currency: most.currency })}
              description={t('amount_most', { sum: moneyText(most) })}
              inputMode="decimal"
              data-autofocus
              value={typed}
              error={right ? undefined : t('amount_wrong', { sum: moneyText(most) })}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          )}
          {asksForPurchases && (
            <Radio.Group
              label={t('purchases_then')}
              value={purchases}
              onChange={(value) => setPurchases(value === 'keep' ? 'keep' : 'cancel')}
            >
              <Stack gap={10} mt={8}>
                <Radio size="xs" value="cancel" label={t('purchases_cancel')} />
                <Radio size="xs" value="keep" label={t('purchases_keep')} />
              </Stack>
            </Radio.Group>
          )}
        </Stack>
      )}
    </ActionDialog>
  );
}
