/** What is bought, as the bill's line. */
export const UNIT_WORDS = {
  certification: 'Exam',
  course: 'Course',
  lab: 'Lab',
  'live-training': 'Live training',
} as const
