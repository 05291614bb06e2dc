import { useState } from 'react';
import { Group, Select, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answerOf, api } from '../../api/client';
import { serviceRecordChanged } from '../../api/record-queries';
import { useCommand } from '../../api/use-command';
import { useOptions } from '../../api/use-options';
import { CustomerPicker } from '../../components/customer/customer-picker';
import { FormDialog } from '../../components/form-dialog';

interface StartRecordDialogProps {
  customerId: string | undefined;
  /** The case that it is about. */
  caseId: string | undefined;
  onClose: () => void;
}

const DIRECTIONS = ['inbound', 'outbound'] as const;

/** Starts a service record with its first conversation; whoever starts it handles it. */
export function StartRecordDialog({ customerId, caseId, onClose }: StartRecordDialogProps) {
  const { t } = useTranslation('records');
  const navigate = useNavigate();
  const channels = useOptions('channels');
  const categories = useOptions('channel-categories');
  const reasons = useOptions('service-reasons');
  const [draft, setDraft] = useState({
    customerId: customerId ?? null,
    channel: 'phone',
    channelCategory: null as string | null,
    reason: null as string | null,
    direction: 'inbound' as (typeof DIRECTIONS)[number],
    summary: '',
    notes: '',
  });
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }));
  const starting = useCommand(
    (input: typeof draft, key) =>
      answerOf(
        api.POST('/service-records', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            channel: input.channel,
            ...(input.channelCategory === null ? {} : { channelCategory: input.channelCategory }),
            ...(input.customerId === null ? {} : { customerId: input.customerId }),
            ...(input.reason === null ? {} : { reason: input.reason }),
            ...(input.notes.trim() === '' ? {} : { notes: input.notes.trim() }),
            ...(caseId === undefined ? {} : { caseIds: [caseId] }),
            conversation: {
              direction: input.direction,
              ...(input.summary.trim() === '' ? {} : { summary: input.summary.trim() }),
            },
          },
        }),
      ),
    {
      onSuccess: (record) => {
        serviceRecordChanged(record);
        onClose();
        void navigate({ to: '/service-records/$recordId', params: { recordId: record.id } });
      },
    },
  );
  const { channel } = draft;
  const known = channels.choices().some(({ value }) => value === channel);
  return (
    <FormDialog
      title={t('start.title')}
      size={520}
      command={starting}
      ready={known}
      submit={() => starting.mutate(draft)}
      button={t('start.button')}
      onClose={onClose}
    >
      <CustomerPicker
        label={t('start.customer')}
        focused={customerId === undefined}
        value={draft.customerId}
        onChange={(id) => set({ customerId: id })}
      />
      <Group grow gap="sm" align="end">
        <Select
          label={t('column.channel')}
          data={channels.choices()}
          allowDeselect={false}
          value={known ? channel : null}
          onChange={(value) => set({ channel: value ?? draft.channel })}
        />
        <Select
          label={t('start.direction')}
          data={DIRECTIONS.map((value) => ({ value, label: t(`direction.${value}`) }))}
          allowDeselect={false}
          value={draft.direction}
          onChange={(value) => set({ direction: DIRECTIONS.find((one) => one === value) ?? 'inbound' })}
        />
      </Group>
      <Group grow gap="sm" align="end">
        <Select
          label={t('filter.channelCategory')}
          data={categories.choices()}
          clearable
          clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t('filter.channelCategory') }) }}
          nothingFoundMessage={t('filter.no_options')}
          value={draft.channelCategory}
          onChange={(value) => set({ channelCategory: value })}
        />
        <Select
          label={t('column.reason')}
          data={reasons.choices()}
          clearable
          clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t('column.reason') }) }}
          value={draft.reason}
          onChange={(value) => set({ reason: value })}
        />
      </Group>
      <Textarea
        label={t('start.summary')}
        data-autofocus={customerId !== undefined || undefined}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={draft.summary}
        onChange={(event) => set({ summary: event.currentTarget.value })}
      />
      <Textarea
        label={t('column.notes')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10000}
        value={draft.notes}
        onChange={(event) => set({ notes: event.currentTarget.value })}
      />
    </FormDialog>
  );
}
