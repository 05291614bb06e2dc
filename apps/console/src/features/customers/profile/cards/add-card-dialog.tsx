import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../../api/api-error';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';
import { cardText } from '../../../../components/actions/charge';
import { CardFrame } from '../../../../components/payment/payment-fields';
import { cardFieldUrl, tokenize } from '../../../../components/payment/card-frame';

/** Keeps another card, typed into the processor's own field: its number never passes through our page. */
export function AddCardDialog({
  customer,
  onClose,
}: {
  customer: View<'CustomerView'>;
  onClose: () => void;
}) {
  const { t } = useTranslation('customers');
  const frame = useRef<HTMLIFrameElement>(null);
  /** The token of what was typed: the same card is added once, however often it is tried. */
  const typed = useRef<string | undefined>(undefined);
  const [entry, setEntry] = useState(1);
  const tokenOf = async (): Promise<string> => {
    const url = cardFieldUrl();
    if (frame.current === null || url === undefined)
      throw new Error(t('payment.no_field', { ns: 'actions' }));
    return (await tokenize(frame.current, url.origin, t('payment.no_answer', { ns: 'actions' }))).token;
  };
  return (
    <ActionDialog
      title={t('cards.add.title')}
      facts={[[t('kind'), customer.name]]}
      reason="none"
      consequence={t('cards.add.consequence')}
      button={t('cards.add.button')}
      ready={cardFieldUrl() !== undefined}
      input={entry}
      customerId={customer.id}
      send={async (_reason, key) => {
        typed.current ??= await tokenOf();
        try {
          return await answerOf(
            api.POST('/customers/{id}/payment-methods', {
              params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
              body: { token: typed.current },
            }),
          );
        } catch (error) {
          // Refused: what is typed then is another card.
          if (error instanceof ApiError && error.answered) {
            typed.current = undefined;
            setEntry((now) => now + 1);
          }
          throw error;
        }
      }}
      done={({ cardLast4 }) => t('cards.add.done', { card: cardText(cardLast4, t('cards.on_record')) })}
      onClose={onClose}
    >
      <CardFrame frame={frame} />
    </ActionDialog>
  );
}
