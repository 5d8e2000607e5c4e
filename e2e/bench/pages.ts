import { gzipSync } from 'node:zlib'
import type { Stack } from '../stack'
import { requestsPerSecond } from './load'
import type { Figure } from './figure'
import { median } from './statistics'

const ROUNDS = 3

/** The course page against a trivial static page: speed, our own scripts, and weight. */
export async function measurePages({ appUrl }: Stack): Promise<Figure[]> {
  const course = `${appUrl}/university/courses/redis-certified-developer`
  const trivial = `${appUrl}/bench/trivial`
  const ratios: number[] = []
  for (const url of [course, trivial]) await requestsPerSecond(url, 1)
  for (let round = 0; round < ROUNDS; round += 1)
    ratios.push((await requestsPerSecond(course)) / (await requestsPerSecond(trivial)))
  const ratio = median(ratios)
  const [ours, floor] = [await scripts(course), await scripts(trivial)]
  const own = ours.bytes - floor.bytes
  const html = gzipSync(await (await fetch(course)).text()).length
  return [
    {
      what: 'course page, requests/s',
      method: `closed loop, 16 connections, 4 s, ${ROUNDS} rounds A B A B against a trivial static page of the same server; median ratio`,
      aim: '>= 0.9',
      result: ratio.toFixed(2),
      met: ratio >= 0.9,
    },
    {
      what: 'course page, own client JavaScript',
      method: `gzip of all its scripts less the trivial page's (${(floor.bytes / 1024).toFixed(0)} KB)`,
      aim: '<= 5 KB',
      result: `${(own / 1024).toFixed(1)} KB`,
      met: own <= 5 * 1024,
    },
    {
      what: 'course page, HTML and scripts',
      method: 'gzip, first visit, without fonts',
      aim: 'none set',
      result: `${((html + ours.bytes) / 1024).toFixed(0)} KB`,
      met: true,
    },
  ]
}

async function scripts(page: string): Promise<{ bytes: number }> {
  const html = await (await fetch(page)).text()
  const sources = new Set([...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, source]) => source ?? ''))
  let bytes = 0
  for (const source of sources) bytes += gzipSync(await (await fetch(new URL(source, page))).text()).length
  return { bytes }
}
