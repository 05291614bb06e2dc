import { escapeIdentifier, escapeLiteral, Client } from 'pg';

/** A database and its owner, whom nobody else's database lets in. */
export interface DatabaseOrder {
  readonly name: string;
  readonly password: string;
}

/**
 * Makes each database with an owner of the same name, if missing. Only its owner (and the superuser)
 * may connect to it.
 *
 * @param superuserUrl address of the server's database `postgres`
 */
export async function ensureDatabases(superuserUrl: string, orders: readonly DatabaseOrder[]): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query('revoke connect on database postgres, template1 from public');
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
    const { rows: roles } = await client.query<{ rolname: string }>('select rolname from pg_roles');
    for (const { name, password } of orders) {
      const owner = client.escapeIdentifier(name);
      const verb = roles.some((role) => role.rolname === name) ? 'alter' : 'create';
      await client.query(`${verb} role ${owner} login password ${client.escapeLiteral(password)}`);
      if (!rows.some((row) => row.datname === name))
        await client.query(`create database ${owner} owner ${owner}`);
      await client.query(`revoke connect on database ${owner} from public`);
    }
  } finally {
    await client.end();
  }
}

/** The same for a server that has none of them yet, as the script that it reads when its data folder is made. */
export function databasesScript(orders: readonly DatabaseOrder[]): string {
  const statements = orders.flatMap(({ name, password }) => {
    const owner = escapeIdentifier(name);
    return [
      `create role ${owner} login password ${escapeLiteral(password)}`,
      `create database ${owner} owner ${owner}`,
      `revoke connect on database ${owner} from public`,
    ];
  });
  const all = ['revoke connect on database postgres, template1 from public', ...statements];
  return all.map((statement) => `${statement};\n`).join('');
}

/** The address of one of the databases, for its owner. */
export function databaseUrl(port: number, { name, password }: DatabaseOrder): string {
  return `postgresql://${name}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
}
