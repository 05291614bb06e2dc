import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { Chip, type ChipTone } from '../chip';

const TONES: Partial<Record<string, ChipTone>> = {
  complete: 'good',
  active: 'good',
  success: 'good',
  delivered: 'good',
  shipped: 'good',
  trial: 'accent',
  pending: 'caution',
  unknown: 'caution',
  hold: 'caution',
  paused: 'caution',
  partial: 'caution',
  recycle_billing: 'caution',
  address_hold: 'caution',
  frozen: 'caution',
  rma_pending: 'caution',
  declined: 'bad',
  soft_decline: 'bad',
  hard_decline: 'bad',
  failed: 'bad',
  recycle_failed: 'bad',
  expired: 'caution',
  waiting: 'caution',
  sent: 'good',
  dropped: 'plain',
};

type Status =
  | View<'OrderView'>['status']
  | View<'PurchaseView'>['status']
  | View<'TransactionView'>['outcome']
  | View<'FulfillmentSummaryView'>['status']
  | View<'PaymentMethodView'>['status']
  | View<'MembershipView'>['status']
  | View<'CustomerMessageView'>['status'];

/** The state of a row: of an order, a purchase, a card, a message … */
export function StatusChip({ status }: { status: Status }) {
  const { t } = useTranslation('actions');
  return <Chip tone={TONES[status] ?? 'plain'}>{t(`status.${status}`)}</Chip>;
}
