/** A card as the payment processor's field answers it: its number never leaves that field. */
export interface TypedCard {
  token: string;
  brand: string;
  last4: string;
}

/** Where the processor's field for cards is; undefined where the operator named none. */
export function cardFieldUrl(): URL | undefined {
  const written = document.querySelector<HTMLMetaElement>('meta[name="daybook-card-field"]')?.content ?? '';
  return URL.canParse(written) ? new URL(written) : undefined;
}

const ANSWER_MS = 20_000;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Asks the field in a frame for a token of what was typed. Rejects with what the field says is wrong. */
export function tokenize(frame: HTMLIFrameElement, origin: string, noAnswer: string): Promise<TypedCard> {
  const id = crypto.randomUUID();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(waiting);
      window.removeEventListener('message', onMessage);
    };
    const waiting = setTimeout(() => {
      stop();
      reject(new Error(noAnswer));
    }, ANSWER_MS);
    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.origin !== origin || event.source !== frame.contentWindow) return;
      const data = event.data as Partial<Record<string, unknown>> | null;
      if (data?.['id'] !== id) return;
      stop();
      if (data['type'] === 'card-field.token')
        resolve({ token: text(data['token']), brand: text(data['brand']), last4: text(data['last4']) });
      else reject(new Error(text(data['message'])));
    };
    window.addEventListener('message', onMessage);
    frame.contentWindow?.postMessage({ type: 'card-field.tokenize', id }, origin);
  });
}
