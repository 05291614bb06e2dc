import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { caseQuery, casesQuery } from '../../../api/case-queries';
import type { View } from '../../../api/client';
import { useRecentPlace } from '../../../commands/use-recent-place';
import { Empty } from '../../../components/empty';
import { StateView } from '../../../components/state-view';
import { CaseSide } from './side/case-side';
import { CaseStrip } from './case-strip';
import { Composer } from './composer';
import { TakenByOther } from './taken-by-other';
import { Thread } from './thread';
import { useCaseActions } from './use-case-actions';
import { usePresence } from './use-presence';
import classes from './case.module.css';

const route = getRouteApi('/cases/$caseId');

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One case, by its id or the number that people know. */
export function CasePage() {
  const { caseId } = route.useParams();
  return ID.test(caseId) ? <CaseOfId key={caseId} id={caseId} /> : <CaseOfNumber number={caseId} />;
}

function CaseOfNumber({ number }: { number: string }) {
  const { t } = useTranslation('cases');
  const query = useQuery(casesQuery({ text: number }, undefined));
  const found = query.data?.items.find((one) => one.number === number.toUpperCase());
  return (
    <StateView
      query={query}
      skeleton={<Skeleton height={56} radius={0} />}
      empty={{ when: () => found === undefined, show: <Empty title={t('unknown', { number })} /> }}
    >
      {() => found && <Navigate to="/cases/$caseId" params={{ caseId: found.id }} replace />}
    </StateView>
  );
}

function CaseOfId({ id }: { id: string }) {
  const query = useQuery(caseQuery(id));
  return (
    <StateView query={query} skeleton={<Skeleton height={56} radius={0} />}>
      {(subject) => <OpenCase subject={subject} />}
    </StateView>
  );
}

function OpenCase({ subject }: { subject: View<'CaseDetailView'> }) {
  const { t } = useTranslation('cases');
  useRecentPlace(`/cases/${subject.id}`, `${subject.number} ${subject.subject}`, t('kind'));
  const actions = useCaseActions(subject);
  const presence = usePresence(subject.id);
  return (
    <article className={classes.open} aria-label={`${subject.number} ${subject.subject}`}>
      <div className={classes.main}>
        <CaseStrip subject={subject} actions={actions} present={presence.others} />
        <TakenByOther subject={subject} refusal={actions.refusal} />
        <Thread subject={subject} />
        <Composer subject={subject} onTyping={presence.typing} />
      </div>
      <CaseSide subject={subject} />
      {actions.dialog}
    </article>
  );
}
