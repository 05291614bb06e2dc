import { isObservable, lastValueFrom } from 'rxjs';
import { DomainError, extentOf, isGuarded, type AnyOperation, type Call } from '@daybook/contracts';
import { validated } from './validate';

/** The method that answers an operation. */
export type OperationHandler = (input: object, call: Call) => unknown;

/**
 * Answers the operations of a service, whichever way a request came in: over the bus, or through the gateway's door.
 * A request is checked here and nowhere else on its way, so that no way in is without a guard.
 */
export class Dispatcher {
  private readonly handlers = new Map<string, OperationHandler>();

  /** Says which method answers an operation. @throws Error when another does already */
  register({ name }: AnyOperation, handler: OperationHandler): void {
    if (this.handlers.has(name)) throw new Error(`Two methods handle ${name}`);
    this.handlers.set(name, handler);
  }

  /**
   * Checks a request and has it answered.
   * @param input as it came
   * @returns the view, the `ByteStream` of an operation that streams, or null where there is nothing to say
   * @throws DomainError what is wrong with the request; and whatever the handler throws
   */
  async dispatch(
    operation: AnyOperation,
    input: object,
    { idempotencyKey, ...request }: Omit<Call, 'operation' | 'input'>,
  ): Promise<object | null> {
    const { name, access, idempotency } = operation;
    const handler = this.handlers.get(name);
    if (handler === undefined) throw new Error(`Nothing handles ${name}`);
    if (isGuarded(access) && extentOf(request.actor, access) === 'no') {
      throw new DomainError('request.forbidden');
    }
    const checked = validated(operation.input, input);
    if (idempotency === 'required' && idempotencyKey === undefined) {
      throw new DomainError('request.idempotency_required');
    }
    if (operation.ifMatch === 'required' && request.ifMatch === undefined) {
      throw new DomainError('request.version_required');
    }
    const handled = await handler(checked, {
      ...request,
      operation: name,
      input,
      ...(idempotency === 'none' || idempotencyKey === undefined ? {} : { idempotencyKey }),
    });
    const answer = isObservable(handled)
      ? await lastValueFrom(handled, { defaultValue: undefined })
      : handled;
    return (answer as object | undefined) ?? null;
  }
}
