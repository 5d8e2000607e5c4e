import type { CourseRecord } from './records'

/** The object, and the field by which a unit is the same one. */
export const COURSE_OBJECT = 'Course__c'
export const COURSE_KEY = 'Course_Code__c'

/** Longest name a record can have. */
const NAME_LENGTH = 80

/** Never half a character at the end. */
function shortened(title: string): string {
  return `${title.slice(0, NAME_LENGTH - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** A unit in the words of the metadata. */
export function courseFields({ sku, title, kind }: CourseRecord): Readonly<Record<string, string>> {
  return {
    [COURSE_KEY]: sku,
    Name: title.length > NAME_LENGTH ? shortened(title) : title,
    Kind__c: kind,
  }
}
