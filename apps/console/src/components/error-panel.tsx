import { Alert, Button, Code, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error';

interface ErrorPanelProps {
  error: Error;
  onRetry?: () => void;
}

/** A failure in the panel where it happened: what, what to do, and the request's id for questions about it. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  const { t } = useTranslation();
  const api = error instanceof ApiError ? error : undefined;
  return (
    <Alert
      role="alert"
      color={api?.forbidden === true ? 'gray' : 'red'}
      variant="light"
      m="md"
      title={
        api?.forbidden === true
          ? t('error.forbidden')
          : api?.code === 'network'
            ? t('error.network')
            : t('error.title')
      }
    >
      {api?.code !== 'network' && <Text size="sm">{error.message}</Text>}
      {api?.forbidden === true && <Text size="sm">{t('error.forbidden_who')}</Text>}
      {api !== undefined && api.faults.length > 0 && (
        <ul>
          {api.faults.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              <b>{field}</b>: {message}
            </li>
          ))}
        </ul>
      )}
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
    </Alert>
  );
}
