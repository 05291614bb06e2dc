/** A request that the sandbox refuses; answered as `{ code, message }` with the given HTTP status. */
export class SandboxRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'SandboxRefusal';
  }
}
