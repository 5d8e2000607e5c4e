/** Why a draft was not published or scheduled. */
export type PublishProblem =
  | 'incomplete'
  | 'conflict'
  | 'unchanged'
  | 'no-time'
  | 'no-such-time'
  | 'past'
  | 'scheduled-already'
  | 'forbidden'
  | 'missing'

/** In words, with what to do. */
export const PUBLISH_WORDS: Readonly<Record<PublishProblem, string>> = {
  incomplete: 'Something is missing by now. Go back to the form, which says what.',
  conflict: 'Somebody changed the draft after you opened this page. Reload it and look at the changes again.',
  unchanged: 'The draft says what is public already; there is nothing to publish.',
  'no-time': 'Choose a date and a time',
  'no-such-time':
    'The clocks there never show this time, or show it twice, because they change that day. Choose another one',
  past: 'This time is over. Choose one that is still to come',
  'scheduled-already': 'Something is scheduled already. Cancel it in the list first, or publish now.',
  forbidden: 'Your role does not allow that any more; nothing was changed.',
  missing: 'This unit is not there any more; nothing was changed.',
}

/** Whether another time would help: then it is said at the field. */
export function isAboutTime(problem: PublishProblem): boolean {
  return problem === 'no-time' || problem === 'no-such-time' || problem === 'past'
}
