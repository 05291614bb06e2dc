import type { FastifyError, FastifyReply } from 'fastify';
import { DomainError } from '@daybook/contracts';
import { toDomainError } from '@daybook/messaging';

/** Media type of RFC 9457 problem details. */
export const PROBLEM = 'application/problem+json; charset=utf-8';

/** The coded refusal for whatever went wrong while a request was read or worked on. */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { code, statusCode, message } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new DomainError('request.too_large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new DomainError('request.media_type_unsupported');
  // Its message cites the address.
  if (code === 'FST_ERR_BAD_URL')
    return new DomainError('request.malformed', { detail: 'The address is not a valid one.' });
  if (code?.startsWith('FST_') === true && statusCode !== undefined && statusCode < 500) {
    return new DomainError('request.malformed', { detail: message });
  }
  return toDomainError(error);
}

/** Answers with a problem, and with the headers that belong to it. */
export function sendProblem(reply: FastifyReply, error: DomainError): FastifyReply {
  if (error.facts.retryAfter !== undefined) void reply.header('retry-after', String(error.facts.retryAfter));
  if (error.status === 401) void reply.header('www-authenticate', 'Bearer');
  // What is left of an oversized body is not read.
  if (error.status === 413) void reply.header('connection', 'close');
  return reply
    .code(error.status)
    .type(PROBLEM)
    .send(JSON.stringify(error.toProblem(reply.request.id)));
}
