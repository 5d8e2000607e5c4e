import { cache } from 'react'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { readSessionCookie } from './cookie'

/** The employee signed in, with the roles the database holds now; undefined when nobody is. Once per request. */
export const currentStaff = cache(async (): Promise<StaffActor | undefined> =>
  services().signIn.staff(await readSessionCookie('staff')),
)
