import type { Transaction } from '@/lib/db/database'
import type { JobData, QueueName } from './queues'

/**
 * Puts one job into a queue as part of the caller's transaction: a rollback drops both.
 * `key`: at most one job with this key waits, retries or runs at a time; a second one is silently not made.
 * `due`: not before this time.
 */
export async function enqueue<Q extends QueueName>(
  tx: Transaction,
  queue: Q,
  data: JobData[Q],
  { key, due = new Date() }: { key: string; due?: Date },
): Promise<void> {
  await tx.$queryRaw`SELECT enqueue_job(${queue}, ${JSON.stringify(data)}::jsonb, ${key}, ${due}::timestamptz)::text`
}
