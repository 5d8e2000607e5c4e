import { type EmulatorServer, startEmulatorServer } from '../emulator-server'
import type { WireListener } from '../exchange'
import { Faults } from '../faults'
import { type ClaimNames, DEFAULT_CLAIM_NAMES } from './claims'
import {
  CLOUD_PEOPLE,
  type NewPerson,
  type Person,
  personSchema,
  type Realm,
  REALMS,
  STAFF_PEOPLE,
} from './people'
import { answerPeopleDoor } from './people-door'
import { ProviderStore } from './provider-store'
import { listenForRealm, newSigningKey } from './realm'
import type { RealmSettings } from './realm-provider'

export type CloudSsoEmulatorOptions = {
  /** 0 takes a free port. */
  readonly port: number
  /** Where the app runs, without a slash at the end. */
  readonly appUrl: string
  readonly clients: Readonly<Record<Realm, RealmSettings['client']>>
  /** What the account's claims are called: `smid` and `contact_id` unless told. */
  readonly claimNames?: ClaimNames
}

export type CloudSsoEmulator = EmulatorServer & {
  readonly cloudIssuer: string
  readonly staffIssuer: string
  readonly faults: Faults
  /** Adds a person, or takes the place of the one with the same subject. Throws when it is no person. */
  addPerson(realm: Realm, person: NewPerson): void
}

const PEOPLE: Readonly<Record<Realm, readonly NewPerson[]>> = { cloud: CLOUD_PEOPLE, staff: STAFF_PEOPLE }
const AFTER_SIGN_OUT: Readonly<Record<Realm, string>> = { cloud: '/university', staff: '/staff' }

/** What one realm holds while the emulator runs. */
type RealmState = { readonly people: Map<string, Person>; readonly store: ProviderStore }

/**
 * Two logins in one server: Redis Cloud's for customers (issuer `/cloud`) and Redis's own for staff (issuer `/staff`),
 * each a certified OpenID provider with keys, cookies, sessions and people of its own. `DELETE /_emulator/state` signs
 * everybody out at the login; people stay. Faults match real paths: `GET /cloud/.well-known/openid-configuration`,
 * `GET /cloud/auth`, `POST /cloud/token`, `GET /cloud/jwks`.
 */
export async function startCloudSsoEmulator(options: CloudSsoEmulatorOptions): Promise<CloudSsoEmulator> {
  const keys = { cloud: await newSigningKey(), staff: await newSigningKey() }
  const states: Readonly<Record<Realm, RealmState>> = { cloud: newState('cloud'), staff: newState('staff') }
  const listeners = new Map<string | undefined, WireListener>()
  const faults = new Faults()
  const add = (realm: Realm, person: Person): void => void states[realm].people.set(person.subject, person)
  const server = await startEmulatorServer({
    name: 'Cloud SSO',
    port: options.port,
    state: () => ({ cloud: shown(states.cloud), staff: shown(states.staff) }),
    reset: () => REALMS.forEach((realm) => states[realm].store.clear()),
    faults,
    listener: (path) => listeners.get(path.split('/')[1]),
    handle: async ({ path }) => ({ status: 404, body: `Nothing at ${path}; issuers are /cloud and /staff.` }),
    control: async (request) => answerPeopleDoor(request, add),
  })
  // Only now is the port known, and with it the issuers.
  try {
    for (const realm of REALMS)
      listeners.set(
        realm,
        listenForRealm({ ...settings(options, realm, server.url), ...states[realm], key: keys[realm] }),
      )
  } catch (error) {
    await server.close()
    throw error
  }
  return {
    ...server,
    cloudIssuer: `${server.url}/cloud`,
    staffIssuer: `${server.url}/staff`,
    faults,
    addPerson: (realm, person) => add(realm, personSchema.parse(person)),
  }
}

function newState(realm: Realm): RealmState {
  const people = PEOPLE[realm].map((person) => personSchema.parse(person))
  return { people: new Map(people.map((person) => [person.subject, person])), store: new ProviderStore() }
}

function settings({ appUrl, clients, claimNames }: CloudSsoEmulatorOptions, realm: Realm, url: string) {
  return {
    realm,
    url,
    client: clients[realm],
    redirectUri: `${appUrl}/api/auth/callback/${realm}`,
    afterSignOut: appUrl + AFTER_SIGN_OUT[realm],
    claimNames: claimNames ?? DEFAULT_CLAIM_NAMES,
  }
}

function shown({ people, store }: RealmState): unknown {
  return { people: [...people.values()], ...store.counts() }
}
