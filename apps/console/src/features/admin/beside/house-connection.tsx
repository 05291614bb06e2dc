import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type View } from '../../../api/client';
import { useCommand } from '../../../api/use-command';
import { useMay } from '../../../api/use-session';
import { ActionDialog } from '../../../components/actions/action-dialog';
import { useDialog } from '../../../components/actions/use-dialog';
import { Chip } from '../../../components/chip';
import { ErrorPanel } from '../../../components/error-panel';
import { Facts } from '../../../components/lists/facts';
import { PanelSection } from '../../../components/lists/list-page';
import { Verbatim } from '../../../components/lists/verbatim';
import { PlaceLink } from '../../../components/place-link';
import { NumberField } from '../../../components/number-field';
import { formatNumber } from '../../../i18n/formats';
import { SecretBox } from '../page/secret-box';
import classes from './beside.module.css';

type House = View<'FulfillmentHouseView'>;

/** Whether a house answers. */
export function CircuitChip({ circuit }: { circuit: House['circuit'] }) {
  const { t } = useTranslation('admin');
  const tone = { closed: 'good', open: 'bad', recovering: 'caution' } as const;
  return <Chip tone={tone[circuit.state]}>{t(`circuit.${circuit.state}`)}</Chip>;
}

/** How a house is reached: whether it answers, a test message, new secrets. */
export function HouseConnection({ row }: { row: House }) {
  const { t } = useTranslation('admin');
  const manages = useMay()('parties.manage');
  const [made, setMade] = useState<View<'FulfillmentHouseSecretsView'>>();
  const { dialog, open } = useDialog();
  const test = useCommand(() =>
    answerOf(api.POST('/fulfillment-houses/{id}/test', { params: { path: { id: row.id } } })),
  );
  return (
    <PanelSection title={t('field.connection')}>
      {made !== undefined && (
        <SecretBox
          secrets={[
            { name: 'order_secret', value: made.orderSecret },
            { name: 'webhook_secret', value: made.webhookSecret },
          ]}
          onSeen={() => setMade(undefined)}
        />
      )}
      <Facts
        facts={[
          [t('house.tells_at'), <code key="at">{location.origin + row.webhookPath}</code>],
          [
            t('house.answers'),
            <span key="answers">
              <CircuitChip circuit={row.circuit} /> {row.circuit.lastError}
            </span>,
          ],
          [t('house.waiting'), formatNumber(row.circuit.waiting)],
        ]}
      />
      {manages && (
        <Group gap={8}>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>
            {t('house.test')}
          </Button>
          <Button
            variant="default"
            onClick={() => open((close) => <RotateDialog house={row} close={close} onMade={setMade} />)}
          >
            {t('house.rotate')}
          </Button>
        </Group>
      )}
      <div role="status" className={classes.outcome}>
        {test.data !== undefined && (
          <>
            <Chip tone={test.data.taken ? 'good' : 'bad'}>
              {t(test.data.taken ? 'house.taken' : 'house.not_taken')}
            </Chip>{' '}
            {test.data.status ?? test.data.error} · {formatNumber(test.data.durationMs)} ms
            {test.data.answer && <Verbatim label={t('house.answers')}>{test.data.answer}</Verbatim>}
          </>
        )}
      </div>
      {test.error !== null && <ErrorPanel error={test.error} />}
      <PlaceLink to={`/operations/deliveries?houseId=${row.id}`}>{t('house.deliveries')}</PlaceLink>
      {dialog}
    </PanelSection>
  );
}

interface RotateDialogProps {
  house: House;
  close: () => void;
  onMade: (made: View<'FulfillmentHouseSecretsView'>) => void;
}

/** New secrets, and how long the old ones are good. */
function RotateDialog({ house, close, onMade }: RotateDialogProps) {
  const { t } = useTranslation('admin');
  const [overlap, setOverlap] = useState<number | string>(24);
  return (
    <ActionDialog
      title={t('house.rotate')}
      facts={[[t('form.name'), house.name]]}
      reason="none"
      consequence={t('house.rotate_what')}
      button={t('house.rotate')}
      ready={typeof overlap === 'number'}
      input={overlap}
      twice
      send={() =>
        answerOf(
          api.POST('/fulfillment-houses/{id}/secrets', {
            params: { path: { id: house.id } },
            body: { overlapHours: Number(overlap) },
          }),
        )
      }
      done={() => t('house.rotated')}
      onDone={onMade}
      onClose={close}
    >
      <NumberField
        required
        label={t('engine.overlap')}
        min={0}
        max={720}
        value={overlap}
        onChange={setOverlap}
      />
    </ActionDialog>
  );
}
