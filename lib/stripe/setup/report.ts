import type { AccountReport } from './inspect-account'
import type { Finding } from './finding'

/** How the commands end: 0 nothing stands against selling, 1 something does, 2 it could not all be read. */
export function exitCode(reports: readonly AccountReport[]): 0 | 1 | 2 {
  const findings = reports.flatMap((report) => report.findings)
  if (findings.some(({ state }) => state === 'unknown')) return 2
  return findings.some(stands) ? 1 : 0
}

/** Something that stands against selling as it is now. What was just made does not, whatever is left to do about it. */
function stands({ state, blocks }: Finding): boolean {
  return blocks && (state === 'missing' || state === 'to do')
}

/**
 * What a person reads: for each account a table, then once what is to be done and where, then secrets that Stripe shows
 * only now, then the sum of it. Pure.
 */
export function textReport(reports: readonly AccountReport[]): string {
  const tables = reports.flatMap((report) => [title(report), table(report.findings), ''])
  return [...tables, ...todos(reports), ...secrets(reports), sum(reports), ''].join('\n')
}

/** The same for programs. Secrets are in it: keep its output out of logs. */
export function jsonReport(reports: readonly AccountReport[]): string {
  return `${JSON.stringify({ exitCode: exitCode(reports), accounts: reports }, undefined, 2)}\n`
}

function title({ account, id, livemode }: AccountReport): string {
  return `Stripe account ${account}${id === undefined ? '' : ` (${id})`}, ${livemode ? 'LIVE' : 'test mode'}`
}

function table(findings: readonly Finding[]): string {
  const rows = findings.map(({ check, state, detail, blocks }) => ({
    check,
    state: stands({ check, state, detail, blocks }) ? `${state} !` : state,
    detail,
  }))
  const width = (cells: readonly string[]): number => Math.max(...cells.map((cell) => cell.length))
  const [first, second] = [width(rows.map(({ check }) => check)), width(rows.map(({ state }) => state))]
  return rows
    .map(({ check, state, detail }) => `  ${check.padEnd(first)}  ${state.padEnd(second)}  ${detail}`)
    .join('\n')
}

function todos(reports: readonly AccountReport[]): string[] {
  const lines = reports.flatMap(({ account, findings }) =>
    findings.flatMap(({ check, todo }) => {
      if (todo === undefined) return []
      const where = todo.where === undefined ? '' : `\n    ${todo.where}`
      return [`  ${account}, ${check}: ${todo.what}${where}`]
    }),
  )
  return lines.length === 0 ? [] : ['To do:', ...new Set(lines), '']
}

function secrets(reports: readonly AccountReport[]): string[] {
  const lines = reports.flatMap((report) => report.secrets.map(({ name, value }) => `  ${name}=${value}`))
  if (lines.length === 0) return []
  return ['Shown only now; put it into the environment of web and worker:', ...lines, '']
}

const SUMS = {
  0: 'Nothing stands against selling.',
  1: 'Something stands against selling: the lines marked with "!".',
  2: 'Not everything could be read: run it again, or see the lines marked "unknown".',
} as const

function sum(reports: readonly AccountReport[]): string {
  const made = reports.some((report) => report.secrets.length > 0)
  const code = exitCode(reports)
  return made && code === 0 ? 'With that in place, nothing stands against selling.' : SUMS[code]
}
