import { useState } from 'react';
import { Group, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { caseChanged } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { useCommand } from '../../../api/use-command';
import { useOptions } from '../../../api/use-options';
import { CustomerPicker } from '../../../components/customer/customer-picker';
import { FormDialog } from '../../../components/form-dialog';
import { PersonPicker } from '../../../components/person-picker';
import { PRIORITIES, useCaseSearch } from '../case-search';

interface NewCaseDialogProps {
  customerId: string | undefined;
  onClose: () => void;
}

type Priority = (typeof PRIORITIES)[number];

/** Opens a case: for whom, about what, and who sees to it. */
export function NewCaseDialog({ customerId, onClose }: NewCaseDialogProps) {
  const { t } = useTranslation('cases');
  const { open } = useCaseSearch();
  const types = useOptions('case-types');
  const channels = useOptions('channels');
  const [draft, setDraft] = useState({
    customerId: customerId ?? null,
    subject: '',
    text: '',
    channel: null as string | null,
    type: null as string | null,
    priority: null as Priority | null,
    tags: [] as string[],
    ccs: [] as string[],
    responsibleId: null as string | null,
  });
  const set = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }));
  const opening = useCommand(
    (input: typeof draft & { customerId: string }, key) =>
      answerOf(
        api.POST('/cases', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            customerId: input.customerId,
            subject: input.subject.trim(),
            ...(input.text.trim() === '' ? {} : { text: input.text.trim() }),
            ...(input.channel === null ? {} : { channel: input.channel }),
            ...(input.type === null ? {} : { type: input.type }),
            ...(input.priority === null ? {} : { priority: input.priority }),
            ...(input.tags.length === 0 ? {} : { tags: input.tags }),
            ...(input.ccs.length === 0 ? {} : { ccs: input.ccs }),
            ...(input.responsibleId === null ? {} : { responsibleId: input.responsibleId }),
          },
        }),
      ),
    {
      onSuccess: (opened: View<'CaseDetailView'>) => {
        caseChanged(opened);
        onClose();
        open(opened.id);
      },
    },
  );
  const { customerId: chosen } = draft;
  return (
    <FormDialog
      title={t('new.title')}
      size={560}
      command={opening}
      ready={chosen !== null && draft.subject.trim() !== ''}
      submit={() => chosen !== null && opening.mutate({ ...draft, customerId: chosen })}
      button={t('new.button')}
      onClose={onClose}
    >
      <CustomerPicker
        label={t('column.customer')}
        required
        focused={customerId === undefined}
        value={chosen}
        onChange={(id) => set({ customerId: id })}
      />
      <TextInput
        label={t('column.subject')}
        required
        withAsterisk={false}
        maxLength={300}
        data-autofocus={customerId !== undefined || undefined}
        value={draft.subject}
        onChange={(event) => set({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('new.text')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={20000}
        value={draft.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Group grow gap="sm" align="end">
        <Select
          label={t('column.type')}
          data={types.choices()}
          clearable
          clearButtonProps={{ 'aria-label': t('filter.clear', { filter: t('column.type') }) }}
          value={draft.type}
          onChange={(type) => set({ type })}
        />
        <Select
          label={t('column.priority')}
          data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
          placeholder={t('new.by_scheme')}
          value={draft.priority}
          onChange={(value) => set({ priority: PRIORITIES.find((one) => one === value) ?? null })}
        />
      </Group>
      <Group grow gap="sm" align="end">
        <Select
          label={t('column.channel')}
          data={channels.choices()}
          placeholder={channels.labelOf('internal')}
          value={draft.channel}
          onChange={(channel) => set({ channel })}
        />
        <PersonPicker
          label={t('fact.responsible')}
          value={draft.responsibleId}
          onChange={(responsibleId) => set({ responsibleId })}
        />
      </Group>
      <Group grow gap="sm" align="start">
        <TagsInput size="xs" label={t('fact.tags')} value={draft.tags} onChange={(tags) => set({ tags })} />
        <TagsInput size="xs" label={t('fact.ccs')} value={draft.ccs} onChange={(ccs) => set({ ccs })} />
      </Group>
    </FormDialog>
  );
}
