'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { roleSchema } from '@/lib/identity/role'
import { staffIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

const PEOPLE_PAGE = '/staff/people'
const changeSchema = z.object({ person: staffIdSchema, role: roleSchema })

/** Gives a colleague a role. */
export async function giveRole(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const change = parse(data)
  if (actor === undefined || change === undefined) redirect(PEOPLE_PAGE)
  const { outcome } = await services().staff.grant(actor, change.person, change.role)
  redirect(`${PEOPLE_PAGE}?did=${outcome satisfies Did}`)
}

/** Takes a role from a colleague. */
export async function takeRole(data: FormData): Promise<void> {
  const actor = await currentStaff()
  const change = parse(data)
  if (actor === undefined || change === undefined) redirect(PEOPLE_PAGE)
  const { outcome } = await services().staff.revoke(actor, change.person, change.role)
  redirect(`${PEOPLE_PAGE}?did=${outcome satisfies Did}`)
}

function parse(data: FormData): z.infer<typeof changeSchema> | undefined {
  return changeSchema.safeParse({ person: data.get('person'), role: data.get('role') }).data
}
