import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { SERVICE_RECORDS, serviceRecordQuery } from '../../../api/record-queries';
import { useLiveRefresh } from '../../../api/use-live-refresh';
import { useMay } from '../../../api/use-session';
import { useCommands } from '../../../commands/use-commands';
import { useRecentPlace } from '../../../commands/use-recent-place';
import { useDialog } from '../../../components/actions/use-dialog';
import { Chip } from '../../../components/chip';
import { PlaceLink } from '../../../components/place-link';
import { RecordPage, StripActions } from '../../../components/record/record-page';
import { StateView } from '../../../components/state-view';
import { RecordHistory } from '../../../components/timeline/record-history';
import { onDemand } from '../../../components/on-demand';
import { valueOf } from '../../../lib/search-parameters';
import { RecordFacts } from './record-facts';
import { ThisConversation } from './this-conversation';

const EndRecordDialog = onDemand(() => import('./end-record-dialog').then((it) => it.EndRecordDialog));

const route = getRouteApi('/service-records/$recordId');

const EVERY_MS = 3_000;

/** One service record: what it was about, and what was said. */
export function ServiceRecordPage() {
  const { recordId } = route.useParams();
  const conversationId = valueOf(route.useSearch(), 'conversation');
  useLiveRefresh(SERVICE_RECORDS, EVERY_MS);
  const query = useQuery({
    ...serviceRecordQuery(recordId, conversationId),
    placeholderData: (before) => (before?.id === recordId ? before : undefined),
  });
  return (
    <StateView query={query} skeleton={<Skeleton height={56} radius={0} />}>
      {(record) => <OpenRecord key={record.id} record={record} />}
    </StateView>
  );
}

function OpenRecord({ record }: { record: View<'ServiceRecordDetailView'> }) {
  const { t } = useTranslation('records');
  const may = useMay();
  const { dialog, open } = useDialog();
  const { customer } = record;
  const name = customer?.name ?? t('no_customer');
  useRecentPlace(`/service-records/${record.id}`, name, t('kind'));
  const ended = record.status === 'ended';
  const end = () => open((close) => <EndRecordDialog record={record} onClose={close} />);
  useCommands(
    may('cases.work')
      ? [
          {
            id: 'records.end',
            title: t('end.title'),
            group: t('title'),
            keys: 'e',
            ...(ended ? { disabled: t('end.already') } : {}),
            run: end,
          },
        ]
      : [],
  );
  return (
    <>
      <RecordPage
        strip={
          <>
            <h1>{customer ? <PlaceLink to={`/customers/${customer.id}`}>{name}</PlaceLink> : name}</h1>
            <Chip tone={ended ? 'good' : 'accent'}>{t(`status.${record.status}`)}</Chip>
            {may('cases.work') && (
              <StripActions>
                <Button disabled={ended} title={ended ? t('end.already') : undefined} onClick={end}>
                  {t('end.title')}
                </Button>
              </StripActions>
            )}
          </>
        }
        facts={<RecordFacts record={record} />}
        {...(customer && may('activity.view') ? { history: <RecordHistory customerId={customer.id} /> } : {})}
      >
        <ThisConversation record={record} open={open} />
      </RecordPage>
      {dialog}
    </>
  );
}
