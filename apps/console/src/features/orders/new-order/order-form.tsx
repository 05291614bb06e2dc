import { useState, type ReactNode } from 'react';
import { Select } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { fieldsOf } from '../../../api/catalog-queries';
import { customerChanged } from '../../../api/customer-queries';
import { useCommand } from '../../../api/use-command';
import { showOutcome } from '../../../components/show-outcome';
import { isWhole } from '../../../components/record/address-fields';
import { compare } from '../../../lib/decimal';
import { CustomFieldInput } from '../custom-field-input';
import {
  isChosen,
  PaymentFields,
  usePayment,
  type Payments,
} from '../../../components/payment/payment-fields';
import { emptyItem, isShipped, orderOf, totalOf, type OrderDraft } from './order-draft';
import { OrderLines } from './order-lines';
import { OrderTotals } from './order-totals';
import { ownAddress, ShipTo } from './ship-to';
import classes from './new-order.module.css';

interface OrderFormProps {
  customer: View<'CustomerView'>;
  campaigns: readonly View<'CampaignView'>[];
  callCenters: readonly View<'CallCenterView'>[];
  products: readonly View<'ProductView'>[];
  discounts: readonly View<'DiscountView'>[];
  customFields: readonly View<'CustomFieldView'>[];
}

/** What is placed: the same is placed once, however often it is tried. */
interface Placing {
  order: ReturnType<typeof orderOf>;
  partial: boolean;
  payment: Payments['asked'] | null;
}

/** A new order as it is put together, and what it comes to. */
export function OrderForm(props: OrderFormProps) {
  const { customer, campaigns, callCenters, products, discounts, customFields } = props;
  const { t } = useTranslation('orders');
  const router = useRouter();
  const [only, ...others] = campaigns;
  const [draft, setDraft] = useState<OrderDraft>({
    campaignId: others.length === 0 ? (only?.id ?? null) : null,
    callCenterId: null,
    items: [emptyItem(1)],
    address: ownAddress(customer),
    customFields: {},
  });
  const payments = usePayment();
  const campaign = campaigns.find(({ id }) => id === draft.campaignId);
  const wares = { products, discounts, currency: campaign?.baseCurrency };
  const total = totalOf(draft.items, wares);
  const shipped = isShipped(draft.items, products);
  const fields = campaign === undefined ? [] : fieldsOf(customFields, campaign.id);
  const free = total !== undefined && compare(total.amount, '0') === 0;

  const placing = useCommand(
    async ({ order, partial }: Placing, key) => {
      const payment = partial || free ? {} : { payment: await payments.payment() };
      const body = { ...order, ...payment, ...(partial ? { status: 'partial' as const } : {}) };
      return answerOf(api.POST('/orders', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    {
      onSuccess: (order) => {
        const words = ['complete', 'pending', 'partial', 'declined'] as const;
        const outcome = words.find((word) => word === order.status) ?? 'complete';
        showOutcome({
          message: t(`new.${outcome}`, { order: order.orderNumber }),
          bad: outcome === 'declined',
        });
        customerChanged(customer.id);
        void router.navigate({ to: '/orders/$orderId', params: { orderId: order.id } });
      },
    },
  );
  const missing: string | undefined =
    campaign === undefined
      ? t('new.missing_campaign')
      : total === undefined
        ? t('new.missing_line')
        : shipped && !isWhole(draft.address)
          ? t('new.missing_address')
          : fields.some(({ required, name }) => required && !draft.customFields[name])
            ? t('new.missing_field')
            : !free && !isChosen(payments.choice)
              ? t('new.missing_payment')
              : undefined;

  const place = (partial: boolean): void =>
    placing.mutate({
      order: orderOf(customer.id, draft, shipped),
      partial,
      payment: partial || free ? null : payments.asked,
    });

  return (
    <form
      className={classes.page}
      aria-label={t('new.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === undefined && !placing.isPending) place(false);
      }}
    >
      <h1>{t('new.title_of', { name: customer.name })}</h1>
      <div className={classes.columns}>
        <div className={classes.parts}>
          <Part title={t('new.sale')}>
            <div className={classes.pair}>
              <Select
                label={t('order.campaign')}
                placeholder={t('new.choose')}
                searchable
                data={campaigns.map(({ id, name, baseCurrency }) => ({
                  value: id,
                  label: `${name} · ${baseCurrency}`,
                }))}
                value={draft.campaignId}
                allowDeselect={false}
                onChange={(campaignId) =>
                  setDraft({ ...draft, campaignId, items: [emptyItem(1)], customFields: {} })
                }
              />
              {callCenters.length > 0 && (
                <Select
                  label={t('order.call_center')}
                  placeholder={t('new.none')}
                  clearable
                  clearButtonProps={{ 'aria-label': t('new.none') }}
                  data={callCenters
                    .filter(({ retired }) => !retired)
                    .map(({ id, name }) => ({ value: id, label: name }))}
                  value={draft.callCenterId}
                  onChange={(callCenterId) => setDraft({ ...draft, callCenterId })}
                />
              )}
            </div>
          </Part>
          <Part title={t('new.products')}>
            {campaign === undefined ? (
              <p className={classes.quiet}>{t('new.campaign_first')}</p>
            ) : (
              <OrderLines
                items={draft.items}
                wares={wares}
                onChange={(items) => setDraft({ ...draft, items })}
              />
            )}
          </Part>
          {shipped && (
            <Part title={t('order.address')}>
              <ShipTo
                customer={customer}
                address={draft.address}
                onChange={(address) => setDraft({ ...draft, address })}
              />
            </Part>
          )}
          {fields.length > 0 && (
            <Part title={t('order.custom_fields')}>
              <div className={classes.pair}>
                {fields.map((field) => (
                  <CustomFieldInput
                    key={field.id}
                    field={field}
                    value={draft.customFields[field.name] ?? ''}
                    onChange={(value) =>
                      setDraft({ ...draft, customFields: { ...draft.customFields, [field.name]: value } })
                    }
                  />
                ))}
              </div>
            </Part>
          )}
          {!free && (
            <Part title={t('order.payment')}>
              <PaymentFields customerId={customer.id} payments={payments} />
            </Part>
          )}
        </div>
        <OrderTotals
          items={draft.items}
          wares={wares}
          total={total}
          missing={missing}
          busy={placing.isPending}
          error={placing.error}
          onPartial={() => place(true)}
        />
      </div>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
