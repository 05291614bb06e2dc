/** The values of a Secret by their keys. */
export type SecretValues = Readonly<Record<string, Buffer>>;

interface SecretObject {
  metadata: { resourceVersion?: string };
  data?: Record<string, string>;
}

/** Secrets of a namespace, over the API of Kubernetes. */
export class KubernetesSecrets {
  constructor(
    private readonly url: string,
    private readonly namespace: string,
    private readonly token: () => string,
  ) {}

  /** The values of a Secret; undefined where there is none. */
  async read(name: string): Promise<SecretValues | undefined> {
    const found = await this.find(name);
    if (found === undefined) return undefined;
    return Object.fromEntries(
      Object.entries(found.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64')]),
    );
  }

  /** Writes a Secret whole; where it says the same already, nothing is written. */
  async write(name: string, values: SecretValues): Promise<void> {
    const data = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, value.toString('base64')]),
    );
    const found = await this.find(name);
    if (found !== undefined && same(found.data ?? {}, data)) return;
    const { resourceVersion } = found?.metadata ?? {};
    const body = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name,
        labels: { 'app.kubernetes.io/name': 'daybook' },
        // Another that writes at the same time is not overwritten.
        ...(resourceVersion === undefined ? {} : { resourceVersion }),
      },
      type: 'Opaque',
      data,
    });
    const answer = await (found === undefined
      ? this.ask('POST', '', body)
      : this.ask('PUT', `/${name}`, body));
    if (!answer.ok) throw await refused(answer, name);
  }

  private async find(name: string): Promise<SecretObject | undefined> {
    const answer = await this.ask('GET', `/${name}`);
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw await refused(answer, name);
    return (await answer.json()) as SecretObject;
  }

  private ask(method: string, path: string, body?: string): Promise<Response> {
    return fetch(`${this.url}/api/v1/namespaces/${this.namespace}/secrets${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token().trim()}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
  }
}

function same(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(b);
  return names.length === Object.keys(a).length && names.every((name) => a[name] === b[name]);
}

async function refused(answer: Response, name: string): Promise<Error> {
  return new Error(`Secret ${name}: ${answer.status} ${await answer.text()}`);
}
