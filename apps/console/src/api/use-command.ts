import { useRef } from 'react';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { ApiError } from './api-error';

interface CommandOptions<Input, Output> {
  onSuccess?: (output: Output, input: Input) => unknown;
}

/**
 * Something that is done at most once: the `Idempotency-Key` stays the same while the same thing is tried again,
 * and is a new one after it succeeded or when something else is asked for.
 */
export function useCommand<Input, Output>(
  send: (input: Input, idempotencyKey: string) => Promise<Output>,
  { onSuccess }: CommandOptions<Input, Output> = {},
): UseMutationResult<Output, ApiError, Input> {
  const attempt = useRef<{ key: string; input: string } | undefined>(undefined);
  return useMutation<Output, ApiError, Input>({
    mutationFn: (input) => {
      // Within an array: what is nothing has no text of its own.
      const asked = JSON.stringify([input]);
      if (attempt.current?.input !== asked) attempt.current = { key: crypto.randomUUID(), input: asked };
      return send(input, attempt.current.key);
    },
    onSuccess: (output, input) => {
      attempt.current = undefined;
      return onSuccess?.(output, input);
    },
  });
}
