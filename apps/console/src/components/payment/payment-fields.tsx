import { useEffect, useRef, useState, type RefObject } from 'react';
import { Button, Radio, Stack, TextInput, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { paymentMethodsQuery } from '../../api/customer-queries';
import { cardText } from '../actions/charge';
import { currentLanguage } from '../../i18n/i18n';
import { cardFieldUrl, tokenize, type TypedCard } from './card-frame';
import classes from './payment.module.css';

type Payment = View<'OrderPaymentInput'>;

/** How an order is paid, as it is chosen. */
export interface PaymentChoice {
  /** A payment method's id, or one of the two others. */
  by: string;
  card?: TypedCard;
  /** Which of the cards that were typed here it is. */
  entry: number;
  method: string;
  reference: string;
}

export const noPayment: PaymentChoice = { by: 'card', entry: 1, method: '', reference: '' };

/** Whether it says all that is needed; a card is asked of its field when the order is placed. */
export const isChosen = ({ by, card, method }: PaymentChoice): boolean =>
  by === 'outside'
    ? method.trim() !== ''
    : by !== 'card' || card !== undefined || cardFieldUrl() !== undefined;

export interface Payments {
  frame: RefObject<HTMLIFrameElement | null>;
  choice: PaymentChoice;
  choose: (choice: PaymentChoice) => void;
  /** What tells one payment from another, before and after its card has a token. */
  asked: Omit<PaymentChoice, 'card'>;
  /** The payment as the API takes it; makes a token of a card that was typed, once. */
  payment: () => Promise<Payment>;
}

/** What somebody chose to pay with. */
export function usePayment(): Payments {
  const { t } = useTranslation('actions');
  const frame = useRef<HTMLIFrameElement>(null);
  const [choice, choose] = useState(noPayment);
  return {
    frame,
    choice,
    choose,
    asked: { by: choice.by, entry: choice.entry, method: choice.method, reference: choice.reference },
    payment: async () => {
      const { by, method, reference, card: known } = choice;
      if (by === 'outside')
        return {
          outside: {
            method: method.trim(),
            ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
          },
        };
      if (by !== 'card') return { paymentMethodId: by };
      const url = cardFieldUrl();
      if (known !== undefined) return { token: known.token };
      if (frame.current === null || url === undefined) throw new Error(t('payment.no_field'));
      const card = await tokenize(frame.current, url.origin, t('payment.no_answer'));
      // The same card is the same payment when the order is sent once more.
      choose({ ...choice, card });
      return { token: card.token };
    },
  };
}

/** A card on record, a card typed into the processor's own field, or a payment outside. */
export function PaymentFields({ customerId, payments }: { customerId: string; payments: Payments }) {
  const { t } = useTranslation('actions');
  const methods = useQuery(paymentMethodsQuery(customerId)).data?.items ?? [];
  const { choice, choose, frame } = payments;
  return (
    <Stack gap="sm">
      <Radio.Group label={t('payment.by')} value={choice.by} onChange={(by) => choose({ ...choice, by })}>
        <Stack gap={8} mt={6}>
          {methods
            .filter(({ status }) => status === 'active')
            .map(({ id, brand, cardLast4 }) => (
              <Radio
                key={id}
                size="xs"
                value={id}
                label={[brand, cardText(cardLast4, t('payment.on_record'))].filter(Boolean).join(' ')}
              />
            ))}
          <Radio size="xs" value="card" label={t('payment.new_card')} />
          <Radio size="xs" value="outside" label={t('payment.outside')} />
        </Stack>
      </Radio.Group>
      {choice.by === 'card' &&
        (choice.card === undefined ? (
          <CardFrame frame={frame} />
        ) : (
          <p className={classes.typed}>
            {choice.card.brand} {cardText(choice.card.last4, '')}
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => {
                const { card: _card, entry, ...rest } = choice;
                choose({ ...rest, entry: entry + 1 });
              }}
            >
              {t('payment.another_card')}
            </Button>
          </p>
        ))}
      {choice.by === 'outside' && (
        <div className={classes.outside}>
          <TextInput
            label={t('payment.method')}
            placeholder={t('payment.method_such_as')}
            required
            withAsterisk={false}
            value={choice.method}
            onChange={({ currentTarget: { value } }) => choose({ ...choice, method: value })}
          />
          <TextInput
            label={t('payment.reference')}
            value={choice.reference}
            onChange={({ currentTarget: { value } }) => choose({ ...choice, reference: value })}
          />
        </div>
      )}
    </Stack>
  );
}

/** How long the processor's field may take until one is told that it does not answer. */
const READY_MS = 8_000;

/** The processor's own field: what is typed there is never ours. */
export function CardFrame({ frame }: { frame: RefObject<HTMLIFrameElement | null> }) {
  const { t } = useTranslation('actions');
  const scheme = useComputedColorScheme('light');
  const [state, setState] = useState<'waiting' | 'ready' | 'silent'>('waiting');
  const written = cardFieldUrl()?.href;
  useEffect(() => {
    if (written === undefined) return;
    const { origin } = new URL(written);
    const onMessage = (event: MessageEvent<unknown>) => {
      const data = event.data as Partial<Record<string, unknown>> | null;
      if (event.origin === origin && data?.['type'] === 'card-field.ready') setState('ready');
    };
    const waiting = setTimeout(() => setState((now) => (now === 'waiting' ? 'silent' : now)), READY_MS);
    window.addEventListener('message', onMessage);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener('message', onMessage);
    };
  }, [written]);
  if (written === undefined) return <p className={classes.none}>{t('payment.no_field')}</p>;
  const src = new URL(written);
  src.searchParams.set('for', location.origin);
  src.searchParams.set('scheme', scheme);
  src.searchParams.set('language', currentLanguage());
  return (
    <>
      {state === 'silent' && (
        <p className={classes.none} role="alert">
          {t('payment.no_answer')}
        </p>
      )}
      <iframe
        ref={frame}
        className={classes.frame}
        data-state={state}
        title={t('payment.frame')}
        src={src.href}
        referrerPolicy="origin"
      />
    </>
  );
}
