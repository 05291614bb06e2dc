import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useMay } from '../../api/use-session';
import { onDemand } from '../on-demand';
import type { PurchaseAct } from './purchase/purchase-dialog';
import type { OpenDialog, RowAction } from './row-action';

const PurchaseDialog = onDemand(() => import('./purchase/purchase-dialog').then((it) => it.PurchaseDialog));

type Purchase = View<'PurchaseView'>;
const CONSENT_ACTS = ['ask', 'received', 'denied'] as const;

/** What can be done with each purchase; what its state makes senseless is left out. */
export function usePurchaseActions(open: OpenDialog): (row: Purchase) => RowAction[] {
  const { t } = useTranslation('actions');
  const may = useMay();
  return (row) => {
    if (!may('purchases.change')) return [];
    const { status, scheduled } = row;
    const actions: RowAction[] = [];
    const add = (act: PurchaseAct, label: string, danger = false) =>
      actions.push({
        id: act,
        label,
        danger,
        run: () => open((close) => <PurchaseDialog row={row} act={act} close={close} />),
      });
    const live = ['trial', 'active', 'recycle_billing', 'paused'].includes(status);
    if (live) add('billing', t('billing.title'));
    if (live) add('change', t('purchase.change.title'));
    if (live && !scheduled.downgrade) add('downgrade', t('purchase.downgrade.title'));
    if (status === 'trial') {
      add('trial_skip', t('purchase.trial_skip.title'));
      add('trial_restart', t('purchase.trial_restart.title'));
      add('trial_stop', t('purchase.trial_stop.title'), true);
    }
    if (['active', 'recycle_billing', 'recycle_failed'].includes(status))
      add('force_bill', t('purchase.force_bill.title'));
    if (status === 'active' && !scheduled.pause) add('pause', t('purchase.pause.title'));
    if (status === 'paused') add('resume', t('purchase.resume.title'));
    if (live && row.terms.finalCycle) add('renew', t('purchase.renew.title'));
    if (status === 'active' && row.cycle > 0) add('restart_billing', t('purchase.restart_billing.title'));
    if (scheduled.pause) add('withdraw_pause', t('purchase.withdraw_pause.title'));
    if (scheduled.cancellation) add('withdraw_cancel', t('purchase.withdraw_cancel.title'));
    if (scheduled.downgrade) add('withdraw_downgrade', t('purchase.withdraw_downgrade.title'));
    if (['cancelled', 'recycle_failed', 'complete'].includes(status))
      add('restart', t('purchase.restart.title'));
    if (live && (row.consent === 'requested' || row.consent === 'denied'))
      for (const act of CONSENT_ACTS.filter((one) => one !== row.consent))
        add(`consent_${act}`, t(`consent.${act}.title`), act === 'denied');
    if (live) add('cancel', t('purchase.cancel.title'), true);
    return actions;
  };
}
