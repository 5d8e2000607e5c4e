/** Where a learner opens one course in Flockjay. */
export function courseAddress(flockjayUrl: string, flockjayCourseId: string): string {
  return `${flockjayUrl.replace(/\/$/, '')}/courses/${encodeURIComponent(flockjayCourseId)}`
}
