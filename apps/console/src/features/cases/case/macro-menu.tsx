import { useState } from 'react';
import { Button, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { caseChanged, macrosQuery } from '../../../api/case-queries';
import { answerOf, api, type View } from '../../../api/client';
import { useCommand } from '../../../api/use-command';
import { useOptions } from '../../../api/use-options';
import { useCommands } from '../../../commands/use-commands';
import { notifyFailure } from '../../../components/notify-failure';
import type { CaseDraft } from './use-draft';

interface MacroMenuProps {
  subject: View<'CaseDetailView'>;
  draft: CaseDraft;
  onFill: (change: Partial<CaseDraft>) => void;
}

/**
 * Macros and canned replies. One that writes to the customer is filled in first, to be read and mended; what else it
 * does is done when it is used.
 */
export function MacroMenu({ subject, draft, onFill }: MacroMenuProps) {
  const { t } = useTranslation('cases');
  const types = useOptions('case-types');
  const [opened, setOpened] = useState(false);
  const macros = useQuery(macrosQuery).data?.items ?? [];
  const filling = useCommand(
    ({ id }: View<'CaseMacroView'>) =>
      answerOf(
        api.GET('/cases/{id}/macros/{macroId}', { params: { path: { id: subject.id, macroId: id } } }),
      ),
    {
      onSuccess: ({ reply }) => {
        if (reply) onFill({ mode: 'reply', reply });
      },
    },
  );
  const using = useCommand(
    ({ id }: View<'CaseMacroView'>, key) =>
      answerOf(
        api.POST('/cases/{id}/macros/{macroId}', {
          params: {
            path: { id: subject.id, macroId: id },
            header: { 'If-Match': `"${String(subject.version)}"`, 'Idempotency-Key': key },
          },
          body: {},
        }),
      ),
    {
      onSuccess: (_changed, { name }) => {
        notifications.show({ message: t('macro.done', { name }) });
        caseChanged(subject);
      },
    },
  );
  useCommands([
    { id: 'cases.macro', title: t('macro.title'), group: t('kind'), keys: 'm', run: () => setOpened(true) },
  ]);
  const does = (macro: View<'CaseMacroView'>): string =>
    [
      macro.reply ? t('macro.replies') : undefined,
      macro.note ? t('macro.notes') : undefined,
      macro.take ? t('take') : undefined,
      macro.status ? t(`status.${macro.status}`) : undefined,
      macro.priority ? t(`priority.${macro.priority}`) : undefined,
      types.labelOf(macro.type),
      ...macro.addTags.map((tag) => `+#${tag}`),
      ...macro.removeTags.map((tag) => `−#${tag}`),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Menu position="top-end" width={300} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          loading={filling.isPending || using.isPending}
          rightSection={<ChevronDown size={12} aria-hidden />}
        >
          {t('macro.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {macros.length === 0 && <Menu.Label>{t('macro.none')}</Menu.Label>}
        {macros.map((macro) => (
          <div key={macro.id}>
            {macro.reply && (
              <Menu.Item
                disabled={draft.reply !== ''}
                onClick={() => filling.mutate(macro, { onError: notifyFailure })}
              >
                {t('macro.fill', { name: macro.name })}
                {draft.reply !== '' && (
                  <Text size="xs" c="dimmed">
                    {t('macro.draft_stands')}
                  </Text>
                )}
              </Menu.Item>
            )}
            <Menu.Item onClick={() => using.mutate(macro, { onError: notifyFailure })}>
              {t('macro.use', { name: macro.name })}
              <Text size="xs" c="dimmed">
                {does(macro)}
              </Text>
            </Menu.Item>
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
