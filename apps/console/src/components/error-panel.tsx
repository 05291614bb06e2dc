import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error';
import { useShownFailure } from '../api/failed-queries';

interface ErrorPanelProps {
  error: Error;
  onRetry?: () => void;
  /**
   * Something was to be done, and stands in a form: whether it was done may be unknown. `once`: sent again, it is done
   * once all the same; `look`: it would be done again.
   */
  command?: 'once' | 'look';
}

/** A failure in the panel where it happened: what, what to do, and the request's id for questions about it. */
export function ErrorPanel({ error, onRetry, command }: ErrorPanelProps) {
  const { t } = useTranslation();
  useShownFailure(error);
  const api = error instanceof ApiError ? error : undefined;
  const network = api?.code === 'network';
  // What a field of somebody else's says of itself needs no heading.
  const title =
    api === undefined && command !== undefined
      ? undefined
      : api?.forbidden === true
        ? t(command !== undefined ? 'error.forbidden_command' : 'error.forbidden')
        : network
          ? t('error.network')
          : api?.status === 412
            ? t('error.stale')
            : t('error.title');
  const unsure = command !== undefined && api?.answered === false;
  const faults = api?.faults ?? [];
  return (
    <Alert
      role="alert"
      color={api?.forbidden === true ? 'gray' : 'red'}
      variant="light"
      m={command !== undefined ? 0 : 'md'}
      title={title}
    >
      {!network && api?.status !== 412 && faults.length === 0 && <Text size="sm">{error.message}</Text>}
      {api?.status === 412 && <Text size="sm">{t('error.stale_what')}</Text>}
      {unsure && <Text size="sm">{t(command === 'look' ? 'error.look' : 'error.unsure')}</Text>}
      {api?.forbidden === true && <Text size="sm">{t('error.forbidden_who')}</Text>}
      {faults.length > 0 && (
        <ul>
          {faults.map(({ field, name, message }) => (
            <li key={`${field} ${message}`}>
              <b>{name}</b>: {message}
            </li>
          ))}
        </ul>
      )}
      {(onRetry !== undefined || api?.requestId !== undefined) && (
        <Group gap="sm" mt="xs">
          {onRetry !== undefined && api?.forbidden !== true && (
            <Button variant="default" onClick={onRetry}>
              {t('error.retry')}
            </Button>
          )}
          {api?.requestId !== undefined && (
            <Text size="xs" c="dimmed">
              {t('error.request')} <Code>{api.requestId}</Code>
            </Text>
          )}
        </Group>
      )}
    </Alert>
  );
}
