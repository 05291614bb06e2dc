/** The shape of a table of error codes: code → HTTP status and title. */
export type ErrorTable = Readonly<Record<string, readonly [status: number, title: string]>>;
