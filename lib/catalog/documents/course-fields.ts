import type { Kind } from '../course-content'
import type { Field, FieldGroup } from './fields'

const LEVELS = [
  ['beginner', 'Beginner'],
  ['intermediate', 'Intermediate'],
  ['advanced', 'Advanced'],
] as const

const TOP: FieldGroup = {
  title: 'Top of the page',
  fields: [
    { type: 'line', name: 'title', label: 'Title', max: 60 },
    {
      type: 'line',
      name: 'tagline',
      label: 'Outcome in one line',
      max: 140,
      hint: 'What the learner can do afterwards.',
    },
    { type: 'choice', name: 'level', label: 'Level', options: LEVELS },
    { type: 'number', name: 'durationMinutes', label: 'Length in minutes', max: 4 },
    {
      type: 'line',
      name: 'lengthLabel',
      label: 'Length as shown',
      max: 30,
      hint: 'Such as “6 h” or “90 min exam”.',
    },
    { type: 'line', name: 'format', label: 'Format', max: 30, hint: 'Such as “Self-paced”.' },
    { type: 'line', name: 'language', label: 'Language', max: 30 },
    {
      type: 'image',
      name: 'image',
      label: 'Image',
      optional: true,
      hint: 'Without one, the unit shows its own hash slot.',
    },
  ],
}

const PRICE_CARD: FieldGroup = {
  title: 'Price card',
  hint: 'What the price buys, as ticks under it. The price itself is changed under “Selling”.',
  fields: [
    { type: 'lines', name: 'included', label: 'What it includes', item: 'tick', min: 2, max: 6, length: 80 },
  ],
}

const BODY: FieldGroup = {
  title: 'What it is about',
  fields: [
    {
      type: 'rich',
      name: 'about',
      label: 'About',
      max: 3000,
      optional: true,
      hint: 'A few paragraphs before the list of outcomes.',
    },
    { type: 'lines', name: 'outcomes', label: 'Outcomes', item: 'outcome', min: 3, max: 8, length: 120 },
    {
      type: 'list',
      name: 'syllabus',
      label: 'Syllabus',
      item: 'section',
      min: 2,
      max: 14,
      fields: [
        { type: 'line', name: 'title', label: 'Section title', max: 80 },
        { type: 'text', name: 'detail', label: 'What is in it', max: 240 },
        {
          type: 'line',
          name: 'measure',
          label: 'Length or share',
          max: 12,
          hint: 'Such as “45 min” or “20 %”.',
        },
      ],
    },
  ],
}

const SESSIONS: FieldGroup = {
  title: 'Dates and seats',
  fields: [
    {
      type: 'list',
      name: 'sessions',
      label: 'Sessions',
      item: 'session',
      min: 0,
      max: 20,
      optional: true,
      fields: [
        { type: 'id', name: 'id', label: 'Session' },
        { type: 'wall-time', name: 'startsAt', label: 'Start', max: 16 },
        { type: 'zone', name: 'zone', label: 'Time zone', max: 64, hint: 'Such as Europe/London.' },
        { type: 'number', name: 'minutes', label: 'Length in minutes', max: 4 },
        { type: 'number', name: 'seats', label: 'Seats', max: 5 },
        {
          type: 'wall-time',
          name: 'salesEndAt',
          label: 'End of sales',
          max: 16,
          hint: 'In the same time zone.',
        },
      ],
    },
  ],
}

const BOTTOM: FieldGroup = {
  title: 'Before buying',
  fields: [
    {
      type: 'group',
      name: 'prerequisites',
      label: 'Prerequisites',
      fields: [
        { type: 'rich', name: 'text', label: 'What one should know before', max: 600 },
        {
          type: 'units',
          name: 'courses',
          label: 'Units that teach it',
          min: 0,
          max: 4,
          optional: true,
          hint: 'Where the text names one, its title becomes a link.',
        },
      ],
    },
    { type: 'rich', name: 'certificate', label: 'Certificate', max: 600 },
    {
      type: 'list',
      name: 'faq',
      label: 'Questions',
      item: 'question',
      min: 2,
      max: 10,
      fields: [
        { type: 'line', name: 'question', label: 'Question', max: 140 },
        { type: 'rich', name: 'answer', label: 'Answer', max: 1200 },
      ],
    },
  ],
}

const SEARCH: FieldGroup = {
  title: 'Search results and shared links',
  fields: [
    {
      type: 'text',
      name: 'description',
      label: 'Description',
      max: 160,
      hint: 'Search engines cut it at about 160 characters.',
    },
  ],
}

/** The form of a unit's page, grouped as the page is. Only live trainings have dates. */
export function courseFieldGroups(kind: Kind): readonly FieldGroup[] {
  const sessions = kind === 'live-training' ? [SESSIONS] : []
  return [TOP, PRICE_CARD, BODY, ...sessions, BOTTOM, SEARCH]
}

/** All fields of a unit's page. */
export function courseFields(kind: Kind): readonly Field[] {
  return courseFieldGroups(kind).flatMap(({ fields }) => fields)
}
