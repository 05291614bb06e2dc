import { useState } from 'react';
import { Select, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../../api/client';
import { ActionDialog } from '../../../../components/actions/action-dialog';

/** As long as a text message may be. */
const LONGEST = 1_600;

/** Writes the customer a text message. */
export function SmsDialog({ customer, onClose }: { customer: View<'CustomerView'>; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const numbers = customer.phones.flatMap(({ number, label }) =>
    number ? [{ value: number, label: label ? `${number} · ${label}` : number }] : [],
  );
  const [number, setNumber] = useState(numbers[0]?.value ?? null);
  const [text, setText] = useState('');
  return (
    <ActionDialog
      title={t('sms.title')}
      facts={[[t('kind'), customer.name]]}
      reason="none"
      button={t('sms.button')}
      ready={text.trim() !== '' && number !== null}
      input={{ number, text }}
      customerId={customer.id}
      send={(_reason, key) =>
        answerOf(
          api.POST('/customers/{id}/sms', {
            params: { path: { id: customer.id }, header: { 'Idempotency-Key': key } },
            body: { text, number },
          }),
        )
      }
      done={({ outcome, number: to, reasonCode }) => ({
        message: t(`sms.${outcome}`, { number: to, reason: reasonCode ?? '' }).trim(),
        bad: outcome !== 'started',
      })}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Select
          label={t('facts.phone')}
          data={numbers}
          allowDeselect={false}
          value={number}
          onChange={setNumber}
        />
        <Textarea
          label={t('sms.text')}
          description={t('sms.left', { count: LONGEST - text.length })}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={LONGEST}
          data-autofocus
          value={text}
          onChange={({ currentTarget: { value } }) => setText(value)}
        />
      </Stack>
    </ActionDialog>
  );
}
