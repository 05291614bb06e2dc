import { useState } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { useCommand } from '../../../api/use-command';
import { useMe } from '../../../api/use-session';
import { Chip } from '../../../components/chip';
import { ErrorPanel } from '../../../components/error-panel';
import { PanelSection } from '../../../components/lists/list-page';
import type { Draft } from '../form/field';
import classes from './beside.module.css';

/** What a customer would read, with example values, and a mail of it to oneself. */
export function TemplatePreview({ draft }: { draft: Draft }) {
  const { t } = useTranslation('admin');
  const [to, setTo] = useState(useMe().user.email ?? '');
  const [shown] = useDebouncedValue(draft, 400);
  const body = bodyOf(shown);
  const query = useQuery({
    queryKey: ['admin', 'template-preview', body],
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () => answerOf(api.POST('/templates/preview', { body: body as View<'PreviewTemplateInput'> })),
  });
  const test = useCommand((sent: View<'PreviewTemplateInput'>) =>
    answerOf(api.POST('/templates/preview', { body: sent })),
  );
  if (body === null) return null;
  return (
    <PanelSection title={t('template.preview')}>
      {query.error !== null && <ErrorPanel error={query.error} />}
      {query.data !== undefined && query.error === null && (
        <div className={classes.mail}>
          {query.data.subject && <b>{query.data.subject}</b>}
          <p>{query.data.text}</p>
        </div>
      )}
      {body.channel === 'email' && (
        <Group gap={8} mt={10} align="end">
          <TextInput
            type="email"
            label={t('template.test_to')}
            flex={1}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={!to.includes('@')}
            loading={test.isPending}
            onClick={() => test.mutate({ ...body, to })}
          >
            {t('template.test')}
          </Button>
        </Group>
      )}
      <div role="status" className={classes.outcome}>
        {test.data !== undefined && (
          <>
            <Chip tone={test.data.sent === true ? 'good' : 'bad'}>
              {t(test.data.sent === true ? 'template.sent' : 'template.not_sent')}
            </Chip>{' '}
            {test.data.trouble}
          </>
        )}
      </div>
      {test.error !== null && <ErrorPanel error={test.error} />}
    </PanelSection>
  );
}

/** What the preview needs of the form; null while that is not there. */
function bodyOf({ kind, channel, subject, text }: Draft): View<'PreviewTemplateInput'> | null {
  if (typeof kind !== 'string' || typeof text !== 'string' || text.trim() === '') return null;
  if (channel === 'email' && (typeof subject !== 'string' || subject.trim() === '')) return null;
  return {
    kind: kind as View<'PreviewTemplateInput'>['kind'],
    channel: channel === 'sms' ? 'sms' : 'email',
    ...(channel === 'email' ? { subject: subject as string } : {}),
    text,
  };
}
