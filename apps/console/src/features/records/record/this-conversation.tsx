import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useOptions } from '../../../api/use-options';
import { useMay } from '../../../api/use-session';
import type { OpenDialog } from '../../../components/actions/row-action';
import { Moment } from '../../../components/moment';
import { Fact, RecordPanel } from '../../../components/record/fact';
import { onDemand } from '../../../components/on-demand';
import classes from './record.module.css';

const ConversationDialog = onDemand(() =>
  import('./conversation-dialog').then((it) => it.ConversationDialog),
);

interface ThisConversationProps {
  record: View<'ServiceRecordDetailView'>;
  open: OpenDialog;
}

/** The section This Conversation: what was said, and the record's other conversations to go to. */
export function ThisConversation({ record, open }: ThisConversationProps) {
  const { t } = useTranslation('records');
  const may = useMay();
  const navigate = useNavigate();
  const channels = useOptions('channels');
  const { thisConversation: one, conversations } = record;
  return (
    <>
      <RecordPanel title={t('section.conversation')}>
        <div className={classes.conversation}>
          <div className={classes.about}>
            <Fact label={t('column.channel')}>{channels.labelOf(one.channel)}</Fact>
            <Fact label={t('start.direction')}>{one.direction ? t(`direction.${one.direction}`) : '–'}</Fact>
            <Fact label={t('fact.specialist')}>{one.specialist}</Fact>
            <Fact label={t('fact.start')}>
              <Moment at={one.startTime} />
            </Fact>
            <Fact label={t('fact.end')}>{one.endTime ? <Moment at={one.endTime} /> : '–'}</Fact>
          </div>
          {one.summary && <p className={classes.summary}>{one.summary}</p>}
          {one.text ? (
            <p className={classes.text}>{one.text}</p>
          ) : (
            !one.summary && <p className={classes.none}>{t('conversation.no_text')}</p>
          )}
        </div>
      </RecordPanel>
      <RecordPanel
        title={t('section.conversations', { count: conversations.length })}
        more={
          may('cases.work') && (
            <Button
              variant="default"
              onClick={() => open((close) => <ConversationDialog record={record} onClose={close} />)}
            >
              {t('conversation.add')}
            </Button>
          )
        }
      >
        <ol className={classes.list}>
          {conversations.map(({ id, channel, specialist, startedAt, summary, text }) => (
            <li key={id}>
              <button
                type="button"
                className={classes.entry}
                aria-current={id === one.id || undefined}
                onClick={() =>
                  void navigate({
                    to: '/service-records/$recordId',
                    params: { recordId: record.id },
                    search: { conversation: id } as never,
                    replace: true,
                  })
                }
              >
                <b>
                  <Moment at={startedAt} />
                </b>
                <span className={classes.none}>
                  {channels.labelOf(channel)} · {specialist.username}
                </span>
                <span className={classes.words}>{summary ?? text ?? ''}</span>
              </button>
            </li>
          ))}
        </ol>
      </RecordPanel>
    </>
  );
}
