import { orgField, type OrgField } from './org-object'

/** What every object has, and Salesforce alone writes. */
export function systemFields(idLabel: string): OrgField[] {
  const stamp = (name: string, label: string): OrgField =>
    orgField({ name, label, type: 'datetime', writable: false })
  return [
    orgField({ name: 'Id', label: idLabel, type: 'id', length: 18, writable: false }),
    stamp('CreatedDate', 'Created Date'),
    stamp('LastModifiedDate', 'Last Modified Date'),
    stamp('SystemModstamp', 'System Modstamp'),
  ]
}

/** Of Account, the part that is modelled (object reference: Account). */
export function accountFields(): OrgField[] {
  return [
    ...systemFields('Account ID'),
    orgField({ name: 'Name', label: 'Account Name', type: 'string', length: 255, required: true }),
  ]
}

/** Of Contact, the part that is modelled (object reference: Contact). Its Name is made of the other two. */
export function contactFields(extra: readonly ExtraContactField[] = []): OrgField[] {
  return [
    ...systemFields('Contact ID'),
    orgField({ name: 'FirstName', label: 'First Name', type: 'string', length: 40 }),
    orgField({ name: 'LastName', label: 'Last Name', type: 'string', length: 80, required: true }),
    orgField({ name: 'Name', label: 'Full Name', type: 'string', length: 121, writable: false }),
    orgField({ name: 'Email', label: 'Email', type: 'email', length: 80 }),
    orgField({
      name: 'AccountId',
      label: 'Account ID',
      type: 'reference',
      reference: { to: 'Account', relationshipName: 'Account' },
      onParentDeleted: 'deleted',
      childRelationshipName: 'Contacts',
    }),
    ...extra.map(({ name, length }) =>
      orgField({ name, label: name.replace(/__c$/, '').replaceAll('_', ' '), type: 'string', length }),
    ),
  ]
}

/** A text field that an org added to Contact by itself, such as the id that another system calls the person by. */
export type ExtraContactField = { readonly name: string; readonly type: 'string'; readonly length: number }
