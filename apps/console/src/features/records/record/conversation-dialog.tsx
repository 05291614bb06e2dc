import { useState } from 'react';
import { Select, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { serviceRecordChanged } from '../../../api/record-queries';
import { useOptions } from '../../../api/use-options';
import { ActionDialog } from '../../../components/actions/action-dialog';

interface ConversationDialogProps {
  record: View<'ServiceRecordDetailView'>;
  onClose: () => void;
}

const DIRECTIONS = ['inbound', 'outbound'] as const;

/** Writes down another conversation of the same service. */
export function ConversationDialog({ record, onClose }: ConversationDialogProps) {
  const { t } = useTranslation('records');
  const channels = useOptions('channels');
  const [channel, setChannel] = useState(record.channel);
  const [direction, setDirection] = useState<(typeof DIRECTIONS)[number]>('inbound');
  const [summary, setSummary] = useState('');
  const [text, setText] = useState('');
  return (
    <ActionDialog
      title={t('conversation.add')}
      facts={[]}
      reason="none"
      button={t('conversation.save')}
      customerId={record.customer?.id ?? ''}
      ready={summary.trim() !== '' || text.trim() !== ''}
      input={[channel, direction, summary, text]}
      send={(_reason, key) =>
        answerOf(
          api.POST('/service-records/{id}/conversations', {
            params: { path: { id: record.id }, header: { 'Idempotency-Key': key } },
            body: {
              channel,
              direction,
              ...(summary.trim() === '' ? {} : { summary: summary.trim() }),
              ...(text.trim() === '' ? {} : { text: text.trim() }),
            },
          }),
        )
      }
      done={() => {
        serviceRecordChanged(record);
        return t('conversation.done');
      }}
      onClose={onClose}
    >
      <Select
        label={t('column.channel')}
        data={channels.choices(record.channel)}
        allowDeselect={false}
        value={channel}
        onChange={(value) => setChannel(value ?? channel)}
      />
      <Select
        label={t('start.direction')}
        data={DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) }))}
        allowDeselect={false}
        value={direction}
        onChange={(value) => setDirection(DIRECTIONS.find((one) => one === value) ?? direction)}
      />
      <Textarea
        label={t('start.summary')}
        data-autofocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={2000}
        value={summary}
        onChange={(event) => setSummary(event.currentTarget.value)}
      />
      <Textarea
        label={t('conversation.text')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={50000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}
