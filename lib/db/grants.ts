import pg from 'pg'

/**
 * What the application may do with each table: no more than its code does. Money, revisions and histories can only be
 * added to; nothing can be deleted but what has an age limit (events, sign-ins, rate-limit counters), roles, drafts, and
 * choices of contacts that are gone in Salesforce.
 */
const APP_PRIVILEGES: Readonly<Record<string, string>> = {
  course: 'SELECT, INSERT, UPDATE',
  course_revision: 'SELECT, INSERT',
  site_page: 'SELECT, UPDATE',
  site_revision: 'SELECT, INSERT',
  document_draft: 'SELECT, INSERT, UPDATE, DELETE',
  publication: 'SELECT, INSERT, UPDATE',
  image: 'SELECT, INSERT',
  price: 'SELECT, INSERT, UPDATE',
  customer: 'SELECT, INSERT, UPDATE',
  checkout_attempt: 'SELECT, INSERT, UPDATE',
  stripe_event: 'SELECT, INSERT, UPDATE, DELETE',
  purchase: 'SELECT, INSERT, UPDATE',
  refund: 'SELECT, INSERT, UPDATE',
  dispute: 'SELECT, INSERT, UPDATE',
  credit_note: 'SELECT, INSERT, UPDATE',
  tax_evidence: 'SELECT, INSERT, UPDATE',
  tax_finding: 'SELECT, INSERT, UPDATE',
  invoice_correction: 'SELECT, INSERT, UPDATE',
  refund_order: 'SELECT, INSERT, UPDATE',
  balance_transaction: 'SELECT, INSERT',
  discrepancy: 'SELECT, INSERT, UPDATE',
  reconciliation: 'SELECT, INSERT, UPDATE',
  worker_process: 'SELECT, INSERT, UPDATE',
  ledger_transaction: 'SELECT, INSERT',
  ledger_entry: 'SELECT, INSERT',
  access: 'SELECT, INSERT, UPDATE',
  delivery: 'SELECT, INSERT, UPDATE',
  delivery_attempt: 'SELECT, INSERT',
  circuit: 'SELECT, INSERT, UPDATE',
  salesforce_record: 'SELECT, INSERT, UPDATE',
  salesforce_contact: 'SELECT, INSERT, UPDATE, DELETE',
  finding: 'SELECT, INSERT, UPDATE',
  sign_in: 'SELECT, INSERT, UPDATE, DELETE',
  staff_member: 'SELECT, INSERT, UPDATE',
  staff_role: 'SELECT, INSERT, DELETE',
  audit: 'SELECT, INSERT',
  api_key: 'SELECT, INSERT, UPDATE',
  rate_limit: 'SELECT, INSERT, UPDATE, DELETE',
  _prisma_migrations: 'SELECT',
}

/** Gives the role named in `appUrl` exactly APP_PRIVILEGES, and pg-boss's own rows. Idempotent. */
export async function grantToApp(owner: pg.Client, appUrl: string): Promise<void> {
  const role = pg.escapeIdentifier(decodeURIComponent(new URL(appUrl).username))
  const statements = [
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`,
    `GRANT USAGE ON SCHEMA public TO ${role}`,
    ...Object.entries(APP_PRIVILEGES).map(
      ([table, rights]) => `GRANT ${rights} ON ${pg.escapeIdentifier(table)} TO ${role}`,
    ),
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  ]
  const queues = await owner.query("SELECT 1 FROM pg_namespace WHERE nspname = 'pgboss'")
  if (queues.rowCount === 1) {
    statements.push(
      `GRANT USAGE ON SCHEMA pgboss TO ${role}`,
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${role}`,
      `GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO ${role}`,
    )
  }
  await owner.query(['BEGIN', ...statements, 'COMMIT'].join(';\n'))
}
