import { expect, it } from 'vitest'
import { audiencesOf } from './audience'

const [live, test] = ['https://login.salesforce.com', 'https://test.salesforce.com']

it.each([
  ['https://redis.my.salesforce.com', [live, test, 'https://redis.my.salesforce.com']],
  [
    'https://redis--uat.sandbox.my.salesforce.com/',
    [test, live, 'https://redis--uat.sandbox.my.salesforce.com'],
  ],
  ['https://test.salesforce.com', [test, live]],
  ['https://login.salesforce.com', [live, test]],
  ['http://localhost:4030/', ['http://localhost:4030']],
  ['https://notsalesforce.com', ['https://notsalesforce.com']],
])('%s', (loginUrl, audiences) => {
  expect(audiencesOf(loginUrl)).toEqual(audiences)
})
