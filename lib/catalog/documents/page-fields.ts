import type { FieldGroup } from './fields'
import type { PageName } from './subject'

const CATALOG: readonly FieldGroup[] = [
  {
    title: 'Top of the catalog',
    fields: [
      {
        type: 'group',
        name: 'hero',
        label: 'Headline',
        fields: [
          { type: 'line', name: 'title', label: 'Headline', max: 80 },
          { type: 'text', name: 'text', label: 'Text under it', max: 240 },
        ],
      },
    ],
  },
  {
    title: 'Announcement',
    hint: 'A bar above every public page. Empty: there is none.',
    fields: [
      {
        type: 'group',
        name: 'announcement',
        label: 'Announcement',
        optional: true,
        fields: [
          { type: 'line', name: 'text', label: 'Text', max: 160 },
          {
            type: 'group',
            name: 'link',
            label: 'Link',
            optional: true,
            fields: [
              { type: 'line', name: 'label', label: 'Words of the link', max: 40 },
              {
                type: 'address',
                name: 'address',
                label: 'Where it leads',
                max: 500,
                hint: '/university/… or https://…',
              },
            ],
          },
          {
            type: 'group',
            name: 'until',
            label: 'Until',
            optional: true,
            fields: [
              { type: 'wall-time', name: 'at', label: 'Last day and time', max: 16 },
              { type: 'zone', name: 'zone', label: 'Time zone', max: 64, hint: 'Such as Europe/London.' },
            ],
          },
        ],
      },
    ],
  },
  {
    title: 'Units',
    fields: [
      {
        type: 'units',
        name: 'featured',
        label: 'Featured',
        min: 0,
        max: 3,
        optional: true,
        hint: 'Shown first, larger.',
      },
      {
        type: 'list',
        name: 'sections',
        label: 'Sections',
        item: 'section',
        min: 0,
        max: 8,
        optional: true,
        hint: 'Units that no section names follow in the order of the list.',
        fields: [
          { type: 'line', name: 'title', label: 'Section title', max: 60 },
          { type: 'text', name: 'text', label: 'Text under it', max: 240, optional: true },
          { type: 'units', name: 'units', label: 'Units', min: 1, max: 40 },
        ],
      },
    ],
  },
  {
    title: 'Questions',
    fields: [
      {
        type: 'list',
        name: 'faq',
        label: 'Questions',
        item: 'question',
        min: 0,
        max: 12,
        optional: true,
        fields: [
          { type: 'line', name: 'question', label: 'Question', max: 140 },
          { type: 'rich', name: 'answer', label: 'Answer', max: 1200 },
        ],
      },
    ],
  },
]

const REFUND_POLICY: readonly FieldGroup[] = [
  {
    title: 'Refund policy',
    hint: 'Purchases keep the version that was public when they were made.',
    fields: [
      { type: 'line', name: 'title', label: 'Title', max: 60 },
      {
        type: 'line',
        name: 'summary',
        label: 'Policy in one sentence',
        max: 120,
        hint: 'Stands beside the price and before payment.',
      },
      { type: 'rich', name: 'body', label: 'Text', max: 8000 },
    ],
  },
]

const ADDRESS_CONFIRMATION: readonly FieldGroup[] = [
  {
    title: 'What buyers confirm',
    hint: 'Beside the box that is ticked before payment. Purchases keep the version that was confirmed.',
    fields: [{ type: 'text', name: 'text', label: 'Text', max: 300 }],
  },
]

/** The form of each page that is no unit. */
export const PAGE_FIELD_GROUPS: Readonly<Record<PageName, readonly FieldGroup[]>> = {
  catalog: CATALOG,
  'refund-policy': REFUND_POLICY,
  'address-confirmation': ADDRESS_CONFIRMATION,
}
