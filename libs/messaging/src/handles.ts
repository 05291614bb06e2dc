import { MessagePattern } from '@nestjs/microservices';
import type { AnyOperation, Call, Operation } from '@daybook/contracts';

const handled = new Map<string, AnyOperation>();

type Handler<I, O> = (input: I, call: Call) => Promise<O>;

/**
 * Binds a controller's method to an operation. The method gets the validated input and the call; who may call, the
 * shape of the input and the deadline have been checked before.
 */
export function Handles<I extends object, O extends object>(operation: Operation<I, O>) {
  handled.set(operation.subject, operation);
  return <T extends Handler<I, O | void>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    MessagePattern(operation.subject)(target, key, descriptor as PropertyDescriptor);
  };
}

/** The operation that a subject belongs to. */
export function handledOperation(subject: string): AnyOperation | undefined {
  return handled.get(subject);
}
