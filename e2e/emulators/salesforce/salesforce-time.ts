/** A time as Salesforce keeps and shows it: without its fraction of a second, in UTC. */
export function salesforceTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}.000+0000`
}
