import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client'
import type { Prisma } from './generated/client'

/** One pool, used by Prisma and, where one statement must be one round trip, directly. */
export type Database = {
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
  readonly close: () => Promise<void>
}

/** What a capability may use inside a transaction: rows only, never a call to the outside. */
export type Transaction = Prisma.TransactionClient

/**
 * Opens the application's database. `connections` bounds this process's share of the server's.
 * An idle connection lost (Postgres restarted) is dropped and replaced at the next query.
 */
export function openDatabase(
  url: string,
  options: { connections: number; applicationName: string; onIdleError: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
  })
  pool.on('error', options.onIdleError)
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    prisma,
    pool,
    close: async () => {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
