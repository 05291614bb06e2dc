import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorPanel } from '../../components/error-panel';

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return <ErrorPanel error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />;
}
