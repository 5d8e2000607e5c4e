import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { apiScopeSchema, hashApiKey, newApiKey } from './api-key'
import type { ApiScope } from './api-key'

/** A key as people see it: everything but its hash. */
export type RecordedApiKey = {
  readonly name: string
  readonly scopes: readonly ApiScope[]
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

export type CreatedApiKey = { readonly outcome: 'created'; readonly key: string }

const recordSchema = z.object({
  name: z.string(),
  scopes: z.array(apiScopeSchema),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
})

/** Makes a key and answers it for the only time. A revoked key's name may be used again, a live one's may not. */
export async function createApiKey(
  { prisma }: Database,
  { name, scopes, actor }: { name: string; scopes: readonly ApiScope[]; actor: string },
): Promise<CreatedApiKey | { readonly outcome: 'name-taken' }> {
  const key = newApiKey()
  const hash = new Uint8Array(hashApiKey(key))
  return prisma.$transaction(async (tx) => {
    // The unique index decides between two at once; the one that lost has made nothing.
    const made = await tx.apiKey.createManyAndReturn({
      data: [{ name, hash, scopes: [...scopes] }],
      skipDuplicates: true,
      select: { id: true },
    })
    const [row] = made
    if (row === undefined) return { outcome: 'name-taken' }
    const audit = { actor, action: 'api-key.create', subjectType: 'api-key', subjectId: row.id }
    await tx.audit.create({ data: { ...audit, detail: { name, scopes: [...scopes] } } })
    return { outcome: 'created', key }
  })
}

/** Ends a key: the next request with it is refused. */
export async function revokeApiKey(
  { prisma }: Database,
  { name, actor, now }: { name: string; actor: string; now: Date },
): Promise<{ readonly outcome: 'revoked' | 'unknown' }> {
  return prisma.$transaction(async (tx) => {
    const [row] = await tx.apiKey.updateManyAndReturn({
      where: { name, revokedAt: null },
      data: { revokedAt: now },
      select: { id: true },
    })
    if (row === undefined) return { outcome: 'unknown' }
    const audit = { actor, action: 'api-key.revoke', subjectType: 'api-key', subjectId: row.id }
    await tx.audit.create({ data: { ...audit, detail: { name } } })
    return { outcome: 'revoked' }
  })
}

/** Every key ever made, the newest last. */
export async function listApiKeys({ prisma }: Database): Promise<RecordedApiKey[]> {
  return z.array(recordSchema).parse(await prisma.apiKey.findMany({ orderBy: { id: 'asc' } }))
}
