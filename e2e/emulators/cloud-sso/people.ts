import { z } from 'zod'

export const REALMS = ['cloud', 'staff'] as const

/** `cloud` is Redis Cloud, where customers sign in; `staff` is the login of Redis's own people. */
export type Realm = (typeof REALMS)[number]

export const personSchema = z.strictObject({
  /** The `sub` claim, the same for ever. */
  subject: z.string().min(1).max(255),
  name: z.string().min(1).max(200),
  email: z.email().max(254),
  emailVerified: z.boolean().default(true),
  smid: z.string().min(1).max(64).optional(),
  contactId: z.string().min(1).max(64).optional(),
  /** Claims that nobody may believe: a role is given in the shop's own database only. */
  misleading: z
    .strictObject({ role: z.string().optional(), roles: z.array(z.string()).optional() })
    .optional(),
})

export type Person = z.infer<typeof personSchema>
export type NewPerson = z.input<typeof personSchema>

/** Customers: two contacts of one account, one without an account, one who claims a role, one unverified. */
export const CLOUD_PEOPLE: readonly NewPerson[] = [
  {
    subject: 'cloud-lena',
    name: 'Lena Rivera',
    email: 'l.rivera@example.com',
    smid: 'ACME-4821',
    contactId: '0035000001',
  },
  {
    subject: 'cloud-tom',
    name: 'Tom Okafor',
    email: 't.okafor@example.com',
    smid: 'ACME-4821',
    contactId: '0035000002',
  },
  {
    subject: 'cloud-mei',
    name: 'Mei Tanaka',
    email: 'm.tanaka@example.com',
    smid: 'NIMBUS-77',
    contactId: '0035000003',
  },
  { subject: 'cloud-sam', name: 'Sam Field', email: 's.field@example.com' },
  {
    subject: 'cloud-eve',
    name: 'Eve Marsh',
    email: 'e.marsh@example.com',
    smid: 'EVIL-13',
    misleading: { role: 'admin', roles: ['admin'] },
  },
  {
    subject: 'cloud-uma',
    name: 'Uma Unverified',
    email: 'u.unverified@example.com',
    emailVerified: false,
    smid: 'UMBRA-9',
  },
]

/** Redis's own people. Which role each has is for the shop's database to say. */
export const STAFF_PEOPLE: readonly NewPerson[] = [
  { subject: 'staff-ada', name: 'Ada Admin', email: 'ada@redis.example' },
  { subject: 'staff-max', name: 'Max Moreno', email: 'max@redis.example' },
  { subject: 'staff-fia', name: 'Fia Finch', email: 'fia@redis.example' },
  { subject: 'staff-mara', name: 'Mara Marsh', email: 'mara@redis.example' },
  { subject: 'staff-pia', name: 'Pia Price', email: 'pia@redis.example' },
  { subject: 'staff-nora', name: 'Nora Nobody', email: 'nora@redis.example' },
]
