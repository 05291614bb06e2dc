import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';

/** How a piece of work is told to a trace. Attributes never hold personal data. */
export interface SpanOptions {
  kind?: SpanKind;
  /** W3C traceparent that the work follows from; what is active in this process when absent. */
  parent?: string;
  attributes?: Attributes;
  /** When it began, in milliseconds since 1970; now when absent. */
  startTime?: number;
}

/** A piece of work that ends elsewhere than it begins. */
export interface OpenSpan {
  /** What those called from here are told as their `traceparent`; that of the caller while traces are off. */
  readonly traceparent: string | undefined;
  /** Ends it, at once or at a moment in milliseconds since 1970. An error marks it as failed, by name alone. */
  end(error?: unknown, attributes?: Attributes, at?: number): void;
}

const PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const tracer = trace.getTracer('daybook');
let on = false;

/** Says whether spans are kept from now on. While they are not, all of this costs next to nothing. */
export function keepSpans(kept: boolean): void {
  on = kept;
}

/** The `traceparent` of the work that is active in this process, if any is. */
export function activeTraceparent(): string | undefined {
  return on ? traceparentOf(trace.getActiveSpan()) : undefined;
}

/** The id of the trace that is active in this process, if any is. */
export function activeTraceId(): string | undefined {
  return on ? trace.getActiveSpan()?.spanContext().traceId : undefined;
}

/** Begins a piece of work without making it the active one. */
export function openSpan(name: string, options: SpanOptions = {}): OpenSpan {
  if (!on) return { traceparent: options.parent, end: () => undefined };
  const span = begin(name, options);
  return {
    traceparent: traceparentOf(span),
    end: (error, attributes, at) => {
      if (attributes !== undefined) span.setAttributes(attributes);
      finish(span, error, at);
    },
  };
}

/** Runs work as a span of its own, active for all that the work calls. */
export async function inSpan<T>(
  name: string,
  options: SpanOptions,
  work: (note: (attributes: Attributes) => void) => Promise<T>,
): Promise<T> {
  if (!on) return work(() => undefined);
  const span = begin(name, options);
  let fault: unknown;
  try {
    return await context.with(trace.setSpan(context.active(), span), () =>
      work((attributes) => void span.setAttributes(attributes)),
    );
  } catch (error) {
    fault = error ?? new Error('unknown');
    throw error;
  } finally {
    finish(span, fault);
  }
}

function begin(name: string, { kind, parent, attributes, startTime }: SpanOptions): Span {
  return tracer.startSpan(
    name,
    {
      ...(kind === undefined ? {} : { kind }),
      ...(attributes === undefined ? {} : { attributes }),
      startTime,
    },
    parent === undefined ? context.active() : contextOfParent(parent),
  );
}

/** An error's message may hold values: its name and code are enough, the log has the rest. */
function finish(span: Span, error: unknown, at?: number): void {
  if (error !== undefined) {
    const { name, code } = error as { name?: unknown; code?: unknown };
    const type = [code, name].find((said) => typeof said === 'string');
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', type ?? 'error');
  }
  span.end(at);
}

function contextOfParent(parent: string): Context {
  const [, traceId, spanId, flags] = PARENT.exec(parent) ?? [];
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags ?? '0', 16) & TraceFlags.SAMPLED,
    isRemote: true,
  });
}

function traceparentOf(span: Span | undefined): string | undefined {
  const known = span?.spanContext();
  if (known === undefined || !isSpanContextValid(known)) return undefined;
  return `00-${known.traceId}-${known.spanId}-${known.traceFlags.toString(16).padStart(2, '0')}`;
}
