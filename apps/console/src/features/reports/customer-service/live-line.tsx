import { Button } from '@mantine/core';
import { Pause, Play, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../../commands/use-commands';
import { formatNumber } from '../../../i18n/formats';
import { CompletenessLine } from './completeness-line';
import classes from './report.module.css';
import { useLive } from './use-live';
import { useReport } from './use-report';

/** How current the report is: complete or not, what came in since, and whether one still hears of it. */
export function LiveLine() {
  const { t } = useTranslation('reports');
  const { search } = useReport();
  const { state, added, paused, pause, refresh } = useLive(search);
  useCommands([
    { id: 'report.refresh', title: t('live.refresh'), group: t('title'), keys: 'r', run: refresh },
    {
      id: 'report.pause',
      title: paused ? t('live.resume') : t('live.pause'),
      group: t('title'),
      run: () => pause(!paused),
    },
  ]);
  return (
    <div className={classes.live}>
      <CompletenessLine />
      <span role="status" className={classes.liveState}>
        {state === 'interrupted' && !paused ? t('live.interrupted') : ''}
        {paused ? t('live.paused') : ''}
      </span>
      {added === 0 || paused ? (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<RefreshCw size={12} aria-hidden />}
          aria-keyshortcuts="R"
          onClick={refresh}
        >
          {t('live.refresh')}
        </Button>
      ) : (
        <Button
          variant="light"
          size="compact-xs"
          leftSection={<RefreshCw size={12} aria-hidden />}
          aria-keyshortcuts="R"
          onClick={refresh}
        >
          {added > 0 ? t('live.new', { count: added, total: formatNumber(added) }) : t('live.changed')}
        </Button>
      )}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        leftSection={paused ? <Play size={12} aria-hidden /> : <Pause size={12} aria-hidden />}
        onClick={() => pause(!paused)}
      >
        {paused ? t('live.resume') : t('live.pause')}
      </Button>
    </div>
  );
}
