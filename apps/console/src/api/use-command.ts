import { useCallback, useRef } from 'react';
import { useMutation, type MutateOptions, type UseMutationResult } from '@tanstack/react-query';
import type { ApiError } from './api-error';

interface CommandOptions<Input, Output> {
  onSuccess?: (output: Output, input: Input) => unknown;
}

/** How something that is done stands: whether it is under way, and what was wrong the last time. */
export interface CommandState {
  isPending: boolean;
  error: Error | null;
}

/** How it stands, and what does it. */
type Command<Input, Output> = Omit<UseMutationResult<Output, ApiError, Input>, 'mutate' | 'mutateAsync'> & {
  mutate: (input: Input, options?: MutateOptions<Output, ApiError, Input>) => void;
};

/**
 * Something that is done at most once: the `Idempotency-Key` stays the same while the same thing is tried again,
 * and is a new one after it succeeded or when something else is asked for. Pressed twice, it is sent once: a button
 * learns only a moment later that something is under way.
 */
export function useCommand<Input, Output>(
  send: (input: Input, idempotencyKey: string) => Promise<Output>,
  { onSuccess }: CommandOptions<Input, Output> = {},
): Command<Input, Output> {
  const attempt = useRef<{ key: string; input: string } | undefined>(undefined);
  const underWay = useRef<string>(undefined);
  const command = useMutation<Output, ApiError, Input>({
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
    onSettled: (_output, _error, input) => {
      if (underWay.current === JSON.stringify([input])) underWay.current = undefined;
    },
  });
  const { mutate: start } = command;
  const mutate = useCallback(
    (input: Input, options?: MutateOptions<Output, ApiError, Input>) => {
      const asked = JSON.stringify([input]);
      if (underWay.current === asked) return;
      underWay.current = asked;
      start(...([input, options] as Parameters<typeof start>));
    },
    [start],
  );
  return { ...command, mutate };
}
